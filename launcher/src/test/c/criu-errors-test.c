// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "criu_errors.h"

#include <stdio.h>

#include "test.h"

// What CRIU 4.2.1 logged here, in these situations, at verbosity 2.
static const char NO_CAUSE[] =
    "Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for "
    "self: Operation not permitted\n";
static const char SIZE[] =
    "  8988: Error (criu/files-reg.c:2175): File var/log/app 1 has bad size 97 (expect 92)\n"
    "  8988: Error (criu/files.c:1221): Unable to open fd=1 id=0x5\n"
    "Error (criu/cr-restore.c:2331): Restoring FAILED.\n";
static const char MISSING[] =
    " 10732: Error (criu/files-reg.c:2143): Can't open file var/lib/gone on restore: No such file "
    "or "
    "directory\n"
    " 10732: Error (criu/files-reg.c:2083): Can't open file var/lib/gone: No such file or "
    "directory\n";
static const char ID[] =
    "Error (criu/cr-restore.c:1237): Can't fork for 9099: File exists\n"
    "Error (criu/cr-restore.c:2331): Restoring FAILED.\n";
static const char PORT[] =
    "  4711: Error (criu/sk-inet.c:1139): inet: Can't bind inet socket (id 6): Address already in "
    "use\n";

static struct problems explain(const char *first, const char *second) {
  char log[2048];
  struct problems problems = {0};
  snprintf(log, sizeof log, "%s%s", first, second);
  criu_errors_explain(log, &problems);
  return problems;
}

static bool gives(const char *log, int code, const char *words) {
  struct problems problems = explain(NO_CAUSE, log);
  bool right = problems.count == 1 && has_problem(&problems, code, words) &&
               criu_errors_code(log) == code && !has_problem(&problems, code, "RLIMIT_NOFILE");
  problems_free(&problems);
  return right;
}

static void known_errors_become_sentences(void) {
  CHECK(gives(SIZE, 414, "/var/log/app 1 has 97 bytes, it had 92 at the checkpoint"));
  CHECK(gives(MISSING, 414, "Can't open file var/lib/gone"));
  CHECK(gives(ID, 416, "Can't fork for 9099: File exists"));
  CHECK(gives(PORT, 415, "Address already in use"));
  CHECK(gives("Error (criu/x.c:1): Unable to create a thread: -17\n", 416, "id of the image"));
  CHECK(gives("Error (criu/file-lock.c:1): Can not set ofd lock!\n", 420, "ofd lock"));
  CHECK(gives("Error (criu/file-lock.c:1): Can not set posix lock!\n", 420, "run the restore again"));
  CHECK(gives("Error (criu/file-lock.c:1): Can not set flock!\n", 420, "lslocks"));
  CHECK(gives("Error (criu/vdso.c:1): vdso: Can't find rt vDSO\n", 302, "install-criu"));
  CHECK(
      gives("Error (output): CRIU needs to have the CAP_SYS_ADMIN or the CAP_CHECKPOINT_RESTORE "
            "capability: \n",
            303, "as root"));
  CHECK(gives("Error (criu/x.c:1): Can't set it: Operation not permitted\n", 303, "as root"));
}

static void unknown_errors_are_quoted(void) {
  CHECK(
      gives("  5: Error (criu/pipes.c:238): Unable to reopen the pipe\n", 504, "reopen the pipe"));
  CHECK(gives("", 504, "CRIU could not restore"));
  CHECK(gives("Warn  (criu/x.c:1): Can't fork for 5: File exists\n", 504, "CRIU could not"));
  CHECK(gives("Error (x): File without an end has bad size", 414, "is not what it was"));
}

static void the_last_ten_error_lines_are_quoted(void) {
  char log[2048] = "";
  for (int i = 0; i < 15; i++) {
    snprintf(log + strlen(log), sizeof log - strlen(log), "Error line %d\nother\n", i);
  }
  struct problems problems = explain(log, "Error without an end");
  bool right = problems.items[0].detailCount == 10 &&
               strcmp(problems.items[0].details[0], "Error line 6") == 0 &&
               strcmp(problems.items[0].details[9], "Error without an end") == 0;
  problems_free(&problems);
  CHECK(right);
}

const struct test_case CRIU_ERRORS_CASES[] = {
    CASE(known_errors_become_sentences),
    CASE(unknown_errors_are_quoted),
    CASE(the_last_ten_error_lines_are_quoted),
    {0},
};
