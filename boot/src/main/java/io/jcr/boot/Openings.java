// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Openings by descriptor number: an array in blocks, so that it grows without moving what is there.
 * Reading and writing take no lock.
 */
final class Openings {
  private static final int BLOCK_BITS = 10;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** 1,048,576 descriptors: the kernel's default for {@code fs.nr_open} (proc(5)). */
  private static final int BLOCKS = 1 << 10;

  private final AtomicReferenceArray<AtomicReferenceArray<Opening>> blocks =
      new AtomicReferenceArray<>(BLOCKS);

  Openings() {
    blocks.set(0, new AtomicReferenceArray<Opening>(BLOCK));
  }

  /** The opening of a number, {@code null} where none is known. */
  Opening get(int descriptor) {
    AtomicReferenceArray<Opening> block = block(descriptor);
    return block == null ? null : block.get(descriptor & (BLOCK - 1));
  }

  /** Keeps the opening of a number; {@code null} forgets it. Numbers out of range are ignored. */
  void set(int descriptor, Opening opening) {
    if (opening == null && block(descriptor) == null) {
      return;
    }
    AtomicReferenceArray<Opening> block = madeBlock(descriptor);
    if (block != null) {
      block.set(descriptor & (BLOCK - 1), opening);
    }
  }

  private AtomicReferenceArray<Opening> block(int descriptor) {
    int index = descriptor >> BLOCK_BITS;
    return index < 0 || index >= BLOCKS ? null : blocks.get(index);
  }

  private AtomicReferenceArray<Opening> madeBlock(int descriptor) {
    int index = descriptor >> BLOCK_BITS;
    if (index < 0 || index >= BLOCKS) {
      return null;
    }
    if (blocks.get(index) == null) {
      blocks.compareAndSet(index, null, new AtomicReferenceArray<Opening>(BLOCK));
    }
    return blocks.get(index);
  }
}
