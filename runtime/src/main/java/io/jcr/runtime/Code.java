// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime;

/**
 * The number under which users find a message in {@code docs/troubleshooting.md}, and the exit
 * status of the command that ends with it.
 */
public enum Code {
  BAD_CONFIGURATION(101),
  USAGE(102),

  EXTERNAL_UNIX_SOCKET(201),
  CHILD_PROCESS(203),
  TRACER(204),
  PROCESS_ID_ONE(205),
  UNSUPPORTED_DESCRIPTOR(206),
  UNSUPPORTED_SOCKET(207),
  DEVICE(208),
  RELATIVE_SOCKET_PATH(209),
  REFUSED_BY_RULE(210),
  ACTION_NOT_AVAILABLE(211),
  SYSTEM_V_MEMORY(212),
  SELF_TEST(213),
  TRANSIENT_HANDLE(214),
  PACKET_PIPE(215),
  GHOST_FILE(216),
  WORLD_STOP(217),
  THREAD_STAYS(218),
  STOP_TOO_LONG(219),
  VAULT(220),

  CRIU_MISSING(301),
  CRIU_TOO_OLD(302),
  PRIVILEGE_MISSING(303),
  CRIU_CHECK(304),
  CRIU_START(305),
  JAVA_MISSING(306),
  NATIVE_LIBRARY(307),

  TARGET_EXISTS(401),
  TARGET_NOT_A_FOLDER(402),
  PARENT_NOT_WRITABLE(403),
  NO_SPACE(404),
  IMAGE_INCOMPLETE(411),
  IMAGE_DAMAGED(412),
  OTHER_JDK(413),
  FILE_CHANGED(414),
  PORT_TAKEN(415),
  ID_TAKEN(416),
  OTHER_ARCHITECTURE(417),
  IMAGE_OWNER(418),
  NOT_BROUGHT_BACK(419),
  LOCK_TAKEN(420),
  PROCESSOR_LACKS(421),
  KERNEL_TOO_OLD(422),

  DUMP_FAILED(501),
  CRIU_DIED(502),
  TIMED_OUT(503),
  RESTORE_FAILED(504),

  NO_SUCH_PROCESS(601),
  NOT_A_JVM(602),
  OTHER_USER(603),
  ALREADY_RUNNING(604),
  NO_ANSWER(605);

  private final int number;

  Code(int number) {
    this.number = number;
  }

  /** The three digits. */
  public int number() {
    return number;
  }

  /** The exit status of the command for this family of codes. */
  public int exitStatus() {
    return switch (number / 100) {
      case 1 -> 64;
      case 2, 6 -> 2;
      case 3 -> 3;
      case 4 -> 4;
      case 5 -> 5;
      default -> throw new AssertionError(number);
    };
  }

  @Override
  public String toString() {
    return "JCR-" + number;
  }
}
