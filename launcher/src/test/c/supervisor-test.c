// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "supervisor.h"

#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static pid_t start(void (*run)(void)) {
  pid_t child = fork();
  if (child == 0) {
    run();
    _exit(0);
  }
  return child;
}

// In a process of its own, as a supervisor blocks every signal.
static bool holds_in_child(void (*run)(void)) {
  int status;
  return waitpid(start(run), &status, 0) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void pause_for_ever(void) {
  for (;;) {
    pause();
  }
}

static void end_with_3(void) { _exit(3); }

static void outlast(void) {
  struct supervisor supervisor;
  int status;
  supervisor_begin(&supervisor, 0);
  pid_t criu = start(pause_for_ever);
  supervisor_await_criu(&supervisor, criu, 1);
  bool killed = waitpid(criu, &status, 0) == criu && WIFSIGNALED(status);
  _exit(killed && supervisor.timedOut && WIFSIGNALED(supervisor.criuStatus) ? 0 : 1);
}

static void await_twice(void) {
  struct supervisor supervisor;
  pid_t root = start(end_with_3);
  supervisor_begin(&supervisor, root);
  // The process that the first attempt made ends; the second attempt's has the same id.
  siginfo_t info;
  waitid(P_PID, (id_t)root, &info, WEXITED | WNOWAIT);
  supervisor_await_criu(&supervisor, start(end_with_3), 20);
  bool first = supervisor.rootEnded && WEXITSTATUS(supervisor.criuStatus) == 3;
  supervisor_await_criu(&supervisor, start(end_with_3), 20);
  _exit(first && !supervisor.rootEnded && !supervisor.timedOut ? 0 : 1);
}

static void criu_that_takes_too_long_is_killed(void) { CHECK(holds_in_child(outlast)); }

static void second_attempt_forgets_the_first_ones_process(void) {
  CHECK(holds_in_child(await_twice));
}

const struct test_case SUPERVISOR_CASES[] = {
    CASE(criu_that_takes_too_long_is_killed),
    CASE(second_attempt_forgets_the_first_ones_process),
    {0},
};
