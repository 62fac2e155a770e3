// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.boot;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the kernel says that this process has open and mapped (proc_pid_fd(5), proc_pid_maps(5)).
 */
final class OpenFiles {
  private static final File DESCRIPTORS = new File("/proc/self/fd");
  private static final File INFO = new File("/proc/self/fdinfo");
  private static final String MAPS = "/proc/self/maps";

  private OpenFiles() {}

  /**
   * The numbers that are open, by number. That of the listing itself is closed by then. Nothing is
   * asked of the files themselves: a file system that does not answer would hold up the look-up.
   */
  static int[] descriptors() {
    String[] names = DESCRIPTORS.list();
    int[] numbers = new int[names == null ? 0 : names.length];
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (new File(INFO, names[i]).exists()) {
        numbers[count++] = Integer.parseInt(names[i]);
      }
    }
    int[] open = Arrays.copyOf(numbers, count);
    Arrays.sort(open);
    return open;
  }

  /** The inode numbers of the files that are mapped to be read, and shared. */
  static long[] sharedMappings() {
    byte[] maps;
    try (FileInputStream in = new FileInputStream(MAPS)) {
      maps = in.readAllBytes();
    } catch (IOException e) {
      return new long[0];
    }
    long[] inodes = new long[16];
    int count = 0;
    for (int begin = 0; begin < maps.length; begin = nextLine(maps, begin)) {
      long inode = inode(maps, begin);
      if (inode > 0) {
        inodes = count == inodes.length ? Arrays.copyOf(inodes, 2 * count) : inodes;
        inodes[count++] = inode;
      }
    }
    return Arrays.copyOf(inodes, count);
  }

  private static int nextLine(byte[] maps, int begin) {
    int end = begin;
    while (end < maps.length && maps[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  /** {@code begin-end r--s offset device inode path}; 0 where it is mapped in another way. */
  private static long inode(byte[] maps, int begin) {
    int access = nextWord(maps, begin);
    if (access + 4 > maps.length || maps[access + 2] == 'x' || maps[access + 3] != 's') {
      return 0;
    }
    long inode = 0;
    int offset = nextWord(maps, access);
    int digit = nextWord(maps, nextWord(maps, offset));
    for (; digit < maps.length && maps[digit] >= '0' && maps[digit] <= '9'; digit++) {
      inode = 10 * inode + maps[digit] - '0';
    }
    return inode;
  }

  private static int nextWord(byte[] maps, int begin) {
    int end = begin;
    while (end < maps.length && maps[end] != ' ') {
      end++;
    }
    return end + 1;
  }
}
