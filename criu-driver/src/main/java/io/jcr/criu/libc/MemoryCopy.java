// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * A private copy of a mapped range, to take that range's place while every other thread is stopped.
 * Threads in native code may read the range all the while: they see the old memory or the new one.
 */
public final class MemoryCopy implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final int IOVECS = 1 << 12; // a page for two struct iovec: address, then length
  private static final int IOVEC = 16;
  private static final int READ_WRITE = SysMman.PROT_READ | SysMman.PROT_WRITE;

  private long address;
  private final long length;

  private MemoryCopy(long address, long length) {
    this.address = address;
    this.length = length;
  }

  /**
   * Copies a range. What is zero takes no memory in the copy.
   *
   * @throws NativeCallException no memory is left, or the mapped file has shrunk below the range
   */
  public static MemoryCopy of(long begin, long length) throws NativeCallException {
    MemoryCopy copy = new MemoryCopy(map(length), length);
    try {
      copy.fill(begin);
      return copy;
    } catch (NativeCallException e) {
      copy.close();
      throw e;
    }
  }

  /** Loads what it uses, on memory of its own. */
  public static void rehearse() throws NativeCallException {
    long begin = map(CHUNK);
    try (MemoryCopy copy = of(begin, CHUNK)) {
      copy.put(0, Integer.BYTES, 1);
      copy.moveOnto(begin, READ_WRITE);
      CString.memcpy(begin, begin + 1, 1);
    } finally {
      SysMman.munmap(begin, CHUNK);
    }
  }

  private static long map(long length) throws NativeCallException {
    int flags = SysMman.MAP_PRIVATE | SysMman.MAP_ANONYMOUS;
    long address = SysMman.mmap(length, READ_WRITE, flags);
    if (address == SysMman.MAP_FAILED) {
      throw new NativeCallException("mmap", Native.getLastError(), length);
    }
    return address;
  }

  private void fill(long begin) throws NativeCallException {
    long scratch = map(IOVECS + 2 * CHUNK);
    try {
      for (long done = 0; done < length; done += CHUNK) {
        fill(begin + done, address + done, Math.min(CHUNK, length - done), scratch);
      }
    } finally {
      SysMman.munmap(scratch, IOVECS + 2 * CHUNK);
    }
  }

  /**
   * By process_vm_readv(2): where the file has shrunk it fails, and a plain read would end the
   * process by SIGBUS. The second chunk of the scratch memory is zero and stays so.
   */
  private static void fill(long from, long onto, long count, long scratch)
      throws NativeCallException {
    long chunk = scratch + IOVECS;
    Pointer iovecs = new Pointer(scratch);
    iovecs.setLong(0, chunk);
    iovecs.setLong(8, count);
    iovecs.setLong(IOVEC, from);
    iovecs.setLong(IOVEC + 8, count);
    long self = ProcessHandle.current().pid();
    if (SysMman.process_vm_readv(self, scratch, scratch + IOVEC) != count) {
      throw new NativeCallException(
          "process_vm_readv", Native.getLastError(), Long.toHexString(from), count);
    }
    if (CString.memcmp(chunk, chunk + CHUNK, count) != 0) {
      CString.memcpy(onto, chunk, count);
    }
  }

  /** Puts a number of 4 or 8 bytes into the copy. */
  public void put(long offset, int size, long value) {
    Pointer pointer = new Pointer(address + offset);
    if (size == Long.BYTES) {
      pointer.setLong(0, value);
    } else {
      pointer.setInt(0, (int) value);
    }
  }

  /**
   * Puts the copy in the place of what is mapped there.
   *
   * @param protection {@code PROT_*} of sys/mman.h
   */
  public void moveOnto(long begin, int protection) throws NativeCallException {
    Check.call(SysMman.mprotect(address, length, protection), "mprotect", length, protection);
    int flags = SysMman.MREMAP_MAYMOVE | SysMman.MREMAP_FIXED;
    if (SysMman.mremap(address, length, flags, begin) == SysMman.MAP_FAILED) {
      throw new NativeCallException("mremap", Native.getLastError(), Long.toHexString(begin));
    }
    address = 0;
  }

  /** Gives it back where it has not moved. */
  @Override
  public void close() {
    if (address != 0) {
      SysMman.munmap(address, length);
      address = 0;
    }
  }
}
