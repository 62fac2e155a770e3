// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.Errno;
import io.jcr.criu.libc.FileStatus;
import io.jcr.criu.libc.NativeCallException;
import java.io.IOException;

/**
 * The C library's, as it must be while all other threads are stopped: the JDK's streams and
 * channels register with a cleaner, whose lock one of them may hold. They are the faster ones, too.
 */
final class SystemCalls implements ProcCalls {
  @Override
  public byte[] read(String path) throws IOException {
    return Descriptors.readAll(path);
  }

  @Override
  public String link(String path) throws IOException {
    return Descriptors.link(path);
  }

  @Override
  public FileAttributes attributes(String path) throws IOException {
    FileStatus status = FileStatus.of(path);
    return new FileAttributes(
        status.mode(),
        status.rawDevice(),
        status.inode(),
        status.device(),
        status.size(),
        status.modified());
  }

  /**
   * ENOENT where the file is opened; ESRCH (fs/proc/fd.c, base.c) where what it speaks of went
   * after that.
   */
  @Override
  public boolean isGone(IOException failure) {
    return failure instanceof NativeCallException call
        && (call.errno() == Errno.ENOENT || call.errno() == Errno.ESRCH);
  }
}
