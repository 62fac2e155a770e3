// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "file_locks.h"

#include <limits.h>
#include <sys/sysmacros.h>

#include "test.h"

static void lines_of_the_kernel_are_read(void) {
  struct file_lock lock;
  CHECK(file_lock_parse("1: POSIX  ADVISORY  WRITE 4711 fe:10:2146497 10 14\n", &lock));
  CHECK(!lock.flock && lock.write && lock.process == 4711 && lock.inode == 2146497);
  CHECK(lock.device == makedev(0xfe, 0x10) && lock.start == 10 && lock.end == 14);
  CHECK(file_lock_parse("\t3: OFDLCK ADVISORY  READ -1 00:2a:5 7 EOF\n", &lock));
  CHECK(!lock.flock && !lock.write && lock.process == -1 && lock.end == ULLONG_MAX);
  CHECK(file_lock_parse("12: FLOCK  ADVISORY  WRITE 6696 fe:00:18446744073709551615 0 EOF", &lock));
  CHECK(lock.flock && lock.write && lock.inode == ULLONG_MAX);
}

static void what_is_no_lock_is_told(void) {
  static const char *const lines[] = {"",
                                      "\n",
                                      "1: -> POSIX  ADVISORY  WRITE 4711 fe:00:2146497 0 EOF",
                                      "4: LEASE  ACTIVE    READ 8569 fe:00:2146497 0 EOF",
                                      "4: DELEG  ACTIVE    READ 8569 fe:00:2146497 0 EOF",
                                      "1: POSIX  ADVISORY  WRITE 4711 fe:00:2146497 0",
                                      "1: POSIX  ADVISORY  WRITE 4711 fe:00 0 EOF",
                                      "1: POSIX  ADVISORY  WRITE 4711 fe:00:2146497 0 END",
                                      "pos:\t0"};
  struct file_lock lock;
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    CHECK(!file_lock_parse(lines[i], &lock));
  }
}

static bool hinders(const char *held, struct plan_lock wanted) {
  struct file_lock lock;
  return file_lock_parse(held, &lock) && file_lock_hinders(&lock, &wanted);
}

static void locks_hinder_where_their_bytes_meet(void) {
  static const char HELD[] = "1: POSIX  ADVISORY  WRITE 4711 fe:00:1 10 14";
  CHECK(hinders(HELD, (struct plan_lock){.write = true}));
  CHECK(hinders(HELD, (struct plan_lock){.start = 14, .length = 1}));
  CHECK(hinders(HELD, (struct plan_lock){.start = 14}));
  CHECK(hinders(HELD, (struct plan_lock){.start = 5, .length = 6}));
  CHECK(!hinders(HELD, (struct plan_lock){.write = true, .start = 5, .length = 5}));
  CHECK(!hinders(HELD, (struct plan_lock){.write = true, .start = 15}));
  CHECK(!hinders(HELD, (struct plan_lock){.write = true, .flock = true}));
}

static void readers_hinder_writers_alone(void) {
  static const char HELD[] = "1: FLOCK  ADVISORY  READ 4711 fe:00:1 0 EOF";
  CHECK(!hinders(HELD, (struct plan_lock){.flock = true}));
  CHECK(hinders(HELD, (struct plan_lock){.flock = true, .write = true}));
  CHECK(!hinders(HELD, (struct plan_lock){.write = true}));
}

const struct test_case FILE_LOCKS_CASES[] = {
    CASE(lines_of_the_kernel_are_read),
    CASE(what_is_no_lock_is_told),
    CASE(locks_hinder_where_their_bytes_meet),
    CASE(readers_hinder_writers_alone),
    {0},
};
