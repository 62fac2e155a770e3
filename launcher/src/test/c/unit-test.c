// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Runs every case and prints a line for each. Ends 1 if one failed.

#include <stdio.h>

#include "test.h"

static bool failed;

void test_failed(const char *file, int line, const char *what) {
  failed = true;
  printf("  %s:%d: not so: %s\n", file, line, what);
}

static bool problem_has(const struct problem *problem, const char *words) {
  bool found = strstr(problem->text, words) != NULL;
  for (size_t i = 0; i < problem->detailCount; i++) {
    found |= strstr(problem->details[i], words) != NULL;
  }
  return found;
}

bool has_problem(const struct problems *problems, int code, const char *words) {
  for (size_t i = 0; i < problems->count; i++) {
    if (problems->items[i].code == code && problem_has(&problems->items[i], words)) {
      return true;
    }
  }
  return false;
}

static int run_cases(const struct test_case *cases) {
  int failures = 0;
  for (; cases->name != NULL; cases++) {
    failed = false;
    cases->run();
    printf("%s %s\n", failed ? "FAIL" : "PASS", cases->name);
    failures += failed;
  }
  return failures;
}

int main(void) {
  int failures = run_cases(TEXT_CASES) + run_cases(PLAN_CASES) + run_cases(IMAGE_CASES) +
                 run_cases(CRIU_ERRORS_CASES) + run_cases(SOCKET_TABLE_CASES) +
                 run_cases(FILE_LOCKS_CASES) + run_cases(OPTIONS_CASES) +
                 run_cases(WORK_FOLDER_CASES) + run_cases(SUPERVISOR_CASES) +
                 run_cases(CPU_CASES) + run_cases(BUILD_ID_CASES) + run_cases(VERSION_CASES);
  return failures == 0 ? 0 : 1;
}
