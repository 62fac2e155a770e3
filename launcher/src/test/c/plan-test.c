// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "test.h"

static const char WHOLE[] =
    "jcr-restore-plan 1\n"
    "checkpoint 7f3a91c2\n"
    "criu /opt/jcr/criu/sbin/criu\n"
    "criu-version 4.2.1 9 1700000000123456789\n"
    "arch x86_64\n"
    "kernel 5.6\n"
    "cpu pni avx2\n"
    "jdk-build-id 00ff12 /usr/lib/jvm/java 17/libjvm.so\n"
    "jdk-file 12 /usr/lib/jvm/java 17/release\n"
    "file 9223372036854775807 /var/log/a b.log\n"
    "id 4194304\n"
    "id 4712\n"
    "listen tcp 0.0.0.0 8080\n"
    "listen tcp6 :: 65535\n"
    "lock POSIX read 5 7 /var/a b\n"
    "make-file 600 1000 1001 file-1 /tmp/hsperfdata_me/4711\n"
    "stream 1 pipe:[4711]\n"
    "stream 2 var/log/a b.log\n"
    "option --tcp-close\n"
    "option --external\n"
    "option tty[8800:1a]\n";

static bool parse(const char *text, size_t length, struct plan *plan, struct problems *problems) {
  char *copy = malloc(length + 1);
  memcpy(copy, text, length);
  copy[length] = '\0';
  return plan_parse(copy, length, plan, problems);
}

static void every_line_of_a_plan_is_read(void) {
  struct plan plan;
  struct problems problems = {0};
  CHECK(parse(WHOLE, strlen(WHOLE), &plan, &problems) && problems.count == 0);
  CHECK(strcmp(plan.checkpoint, "7f3a91c2") == 0 && strcmp(plan.architecture, "x86_64") == 0);
  CHECK(strcmp(plan.criu, "/opt/jcr/criu/sbin/criu") == 0);
  CHECK(strcmp(plan.criuVersion.text, "4.2.1") == 0 && plan.criuVersion.size == 9);
  CHECK(plan.criuVersion.modified == 1700000000123456789ULL);
  CHECK(strcmp(plan.kernel, "5.6") == 0);
  CHECK(plan.cpuFeatureCount == 2 && strcmp(plan.cpuFeatures[1], "avx2") == 0);
  CHECK(plan.buildCount == 1 && strcmp(plan.builds[0].id, "00ff12") == 0);
  CHECK(strcmp(plan.builds[0].path, "/usr/lib/jvm/java 17/libjvm.so") == 0);
  CHECK(plan.jdkFileCount == 1 && plan.jdkFiles[0].size == 12);
  CHECK(strcmp(plan.jdkFiles[0].path, "/usr/lib/jvm/java 17/release") == 0);
  CHECK(plan.fileCount == 1 && plan.files[0].size == 9223372036854775807ULL);
  CHECK(plan.idCount == 2 && plan.ids[0] == 4194304 && plan_has_id(&plan, 4712));
  CHECK(!plan_has_id(&plan, 4711));
  CHECK(plan.listenCount == 2 && plan.listens[1].port == 65535);
  CHECK(strcmp(plan.listens[1].protocol, "tcp6") == 0);
  CHECK(plan.lockCount == 1 && !plan.locks[0].flock && !plan.locks[0].write);
  CHECK(plan.locks[0].start == 5 && plan.locks[0].length == 7);
  CHECK(strcmp(plan.locks[0].path, "/var/a b") == 0);
  CHECK(plan.madeFileCount == 1 && plan.madeFiles[0].mode == 0600);
  CHECK(plan.madeFiles[0].owner == 1000 && plan.madeFiles[0].group == 1001);
  CHECK(strcmp(plan.madeFiles[0].path, "/tmp/hsperfdata_me/4711") == 0);
  CHECK(plan.streamCount == 2 && strcmp(plan.streams[1].key, "var/log/a b.log") == 0);
  CHECK(plan.optionCount == 3 && strcmp(plan.options[2], "tty[8800:1a]") == 0);
  plan_free(&plan);
}

// Appends a line to a plan that is right without it.
static bool is_refused(const char *line) {
  char text[2048];
  struct plan plan;
  struct problems problems = {0};
  int length = snprintf(text, sizeof text, "%s%s\n", WHOLE, line);
  bool refused = !parse(text, (size_t)length, &plan, &problems) && problems.count == 1 &&
                 has_problem(&problems, 411, "line 22");
  if (!refused) {
    printf("  not refused: %s\n", line);
  }
  plan_free(&plan);
  problems_free(&problems);
  return refused;
}

static void lines_of_another_form_are_refused(void) {
  static const char *const lines[] = {"",
                                      "surprise 1",
                                      "id",
                                      "id 1",
                                      "id 0",
                                      "id 4194305",
                                      "id -5",
                                      "id 5 ",
                                      "checkpoint again",
                                      "criu relative/criu",
                                      "arch other",
                                      "criu-version 4.2.1 9 5",
                                      "kernel 5.6",
                                      "cpu",
                                      "cpu ",
                                      "cpu a  b",
                                      "jdk-build-id 00FF /a",
                                      "jdk-build-id 00ff a",
                                      "jdk-build-id /a",
                                      "file 5 relative",
                                      "file /no/size",
                                      "file 1",
                                      "file 9223372036854775808 /a",
                                      "jdk-file x /a",
                                      "listen tcp 0.0.0.0 0",
                                      "listen tcp 0.0.0.0 65536",
                                      "listen sctp 0.0.0.0 80",
                                      "listen tcp 80",
                                      "stream 3 a",
                                      "stream 1",
                                      "stream 1 ",
                                      "stream x a",
                                      "option",
                                      "option ",
                                      "lock LEASE read 0 0 /a",
                                      "lock POSIX WRITE 0 0 /a",
                                      "lock FLOCK write 0 /a",
                                      "lock OFDLCK read 0 0 a",
                                      "make-file 600 0 0 a relative",
                                      "make-file 608 0 0 a /a",
                                      "make-file 600 0 4294967295 a /a",
                                      "make-file 600 0 0 a/b /a",
                                      "make-file 600 0 0 .. /a",
                                      "make-file 1000 0 0 a /a",
                                      "make-file 4755 0 0 a /a",
                                      "make-file -1 0 0 a /a",
                                      "id\t5"};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    CHECK(is_refused(lines[i]));
  }
}

static bool fails_with(const char *text, size_t length, const char *words) {
  struct plan plan;
  struct problems problems = {0};
  bool right = !parse(text, length, &plan, &problems) && has_problem(&problems, 411, words);
  plan_free(&plan);
  problems_free(&problems);
  return right;
}

static void plans_that_break_off_are_refused(void) {
  CHECK(fails_with("", 0, "is empty or breaks off"));
  CHECK(fails_with(WHOLE, strlen(WHOLE) - 1, "is empty or breaks off"));
  CHECK(fails_with("jcr-restore-plan 1\nid\0 5\n", 25, "is empty or breaks off"));
  CHECK(fails_with("jcr-restore-plan 1\n", 19, "has no 'checkpoint' line"));
  CHECK(fails_with("jcr-restore-plan 1\ncheckpoint 1\narch x\n", 39, "has no 'id' line"));
  CHECK(fails_with("jcr-restore-plan 1\ncriu-version 4 1 1\n", 38, "criu-version"));
  CHECK(fails_with("jcr-restore-plan 1\ncriu-version 4.2 1\n", 38, "criu-version"));
  CHECK(fails_with("jcr-restore-plan 1\nkernel six\n", 30, "kernel"));
  CHECK(fails_with("jcr-restore-plan 2\n", 19, "has format 2, this jcr reads format 1"));
  CHECK(fails_with("restore-plan 1\n", 15, "does not begin as a restore plan"));
}

// The sanitizers watch: whatever the bytes, there is a plan or a problem, and no wrong access.
static void changed_bytes_do_no_harm(void) {
  unsigned state = 1;
  for (int round = 0; round < 20000; round++) {
    char text[sizeof WHOLE];
    struct plan plan;
    struct problems problems = {0};
    size_t length = strlen(WHOLE);
    memcpy(text, WHOLE, sizeof text);
    for (int change = 0; change < 3; change++) {
      state = state * 1103515245 + 12345;
      text[(state >> 8) % length] = "\n 0/9x\0\377"[(state >> 24) % 8];
    }
    bool right = parse(text, length, &plan, &problems) == (problems.count == 0);
    plan_free(&plan);
    problems_free(&problems);
    CHECK(right);
  }
}

const struct test_case PLAN_CASES[] = {
    CASE(every_line_of_a_plan_is_read),
    CASE(lines_of_another_form_are_refused),
    CASE(plans_that_break_off_are_refused),
    CASE(changed_bytes_do_no_harm),
    {0},
};
