// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The least that a unit test needs: a case is a function, and the first check that fails ends it.

#ifndef JCR_TEST_H
#define JCR_TEST_H

#include <stdbool.h>
#include <string.h>

#include "problems.h"

struct test_case {
  const char *name;
  void (*run)(void);
};

#define CASE(function) {#function, function}

void test_failed(const char *file, int line, const char *what);

#define CHECK(condition)                           \
  do {                                             \
    if (!(condition)) {                            \
      test_failed(__FILE__, __LINE__, #condition); \
      return;                                      \
    }                                              \
  } while (0)

// Does one of the problems have that code, and those words in its text or details?
bool has_problem(const struct problems *problems, int code, const char *words);

// Each file's cases, closed by a case without a name.
extern const struct test_case TEXT_CASES[];
extern const struct test_case PLAN_CASES[];
extern const struct test_case IMAGE_CASES[];
extern const struct test_case CRIU_ERRORS_CASES[];
extern const struct test_case SOCKET_TABLE_CASES[];
extern const struct test_case FILE_LOCKS_CASES[];
extern const struct test_case OPTIONS_CASES[];
extern const struct test_case WORK_FOLDER_CASES[];
extern const struct test_case SUPERVISOR_CASES[];
extern const struct test_case CPU_CASES[];
extern const struct test_case BUILD_ID_CASES[];
extern const struct test_case VERSION_CASES[];

#endif
