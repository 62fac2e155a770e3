// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.freeze;

import java.util.Map;

/**
 * A system call that can sit on a descriptor, and where the descriptors are among its arguments.
 *
 * @param name as in the manual pages
 * @param operands how to find the descriptors
 */
record SystemCall(String name, Operands operands) {

  /** Where a call's descriptors are. */
  enum Operands {
    /** None: a process is being made, and shares this one's memory until it runs its program. */
    NONE,
    /** The first argument. */
    FIRST,
    /** The first and the second. */
    FIRST_AND_SECOND,
    /** The first and the third. */
    FIRST_AND_THIRD,
    /** An array of {@code struct pollfd} and its length. */
    POLL,
    /** A number and three {@code fd_set}. */
    SELECT
  }

  /** Numbers from the kernel's arch/x86/entry/syscalls/syscall_64.tbl. */
  private static final Map<Integer, SystemCall> X86_64 =
      Map.ofEntries(
          on(0, "read"),
          on(1, "write"),
          on(17, "pread64"),
          on(18, "pwrite64"),
          on(19, "readv"),
          on(20, "writev"),
          on(42, "connect"),
          on(43, "accept"),
          on(44, "sendto"),
          on(45, "recvfrom"),
          on(46, "sendmsg"),
          on(47, "recvmsg"),
          on(72, "fcntl"),
          on(73, "flock"),
          on(74, "fsync"),
          on(75, "fdatasync"),
          on(77, "ftruncate"),
          on(285, "fallocate"),
          on(288, "accept4"),
          on(295, "preadv"),
          on(296, "pwritev"),
          on(299, "recvmmsg"),
          on(307, "sendmmsg"),
          on(40, "sendfile", Operands.FIRST_AND_SECOND),
          on(275, "splice", Operands.FIRST_AND_THIRD),
          on(326, "copy_file_range", Operands.FIRST_AND_THIRD),
          on(56, "clone", Operands.NONE),
          on(58, "vfork", Operands.NONE),
          on(435, "clone3", Operands.NONE),
          on(7, "poll", Operands.POLL),
          on(271, "ppoll", Operands.POLL),
          on(23, "select", Operands.SELECT),
          on(270, "pselect6", Operands.SELECT));

  /** Numbers from include/uapi/asm-generic/unistd.h. */
  private static final Map<Integer, SystemCall> GENERIC =
      Map.ofEntries(
          on(63, "read"),
          on(64, "write"),
          on(67, "pread64"),
          on(68, "pwrite64"),
          on(65, "readv"),
          on(66, "writev"),
          on(203, "connect"),
          on(202, "accept"),
          on(206, "sendto"),
          on(207, "recvfrom"),
          on(211, "sendmsg"),
          on(212, "recvmsg"),
          on(25, "fcntl"),
          on(32, "flock"),
          on(82, "fsync"),
          on(83, "fdatasync"),
          on(46, "ftruncate"),
          on(47, "fallocate"),
          on(242, "accept4"),
          on(69, "preadv"),
          on(70, "pwritev"),
          on(243, "recvmmsg"),
          on(269, "sendmmsg"),
          on(71, "sendfile", Operands.FIRST_AND_SECOND),
          on(76, "splice", Operands.FIRST_AND_THIRD),
          on(285, "copy_file_range", Operands.FIRST_AND_THIRD),
          on(220, "clone", Operands.NONE),
          on(435, "clone3", Operands.NONE),
          on(73, "ppoll", Operands.POLL),
          on(72, "pselect6", Operands.SELECT));

  /** Those of an architecture, as {@code os.arch} names it. */
  static Map<Integer, SystemCall> of(String architecture) {
    return architecture.equals("amd64") ? X86_64 : GENERIC;
  }

  private static Map.Entry<Integer, SystemCall> on(int number, String name) {
    return on(number, name, Operands.FIRST);
  }

  private static Map.Entry<Integer, SystemCall> on(int number, String name, Operands operands) {
    return Map.entry(number, new SystemCall(name, operands));
  }
}
