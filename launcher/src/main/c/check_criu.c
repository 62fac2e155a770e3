// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checks.h"
#include "text.h"

// Where bin/install-criu puts its own.
static const char DEFAULT_PATH[] = "/opt/jcr/criu/sbin/criu";

static bool is_program(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

// CRIU is started in another folder, so a relative path would not hold.
static char *absolute(const char *path) {
  char folder[PATH_MAX];
  return *path == '/' || getcwd(folder, sizeof folder) == NULL ? text_format("%s", path)
                                                               : text_format("%s/%s", folder, path);
}

// Elements that depend on the working directory are left out: anybody may put a program there.
static char *find_in_path(void) {
  const char *rest = getenv("PATH");
  while (rest != NULL && *rest != '\0') {
    size_t length = strcspn(rest, ":");
    char *candidate = text_format("%.*s/criu", (int)length, rest);
    if (*candidate == '/' && length > 0 && is_program(candidate)) {
      return candidate;
    }
    free(candidate);
    rest += length + (rest[length] == ':');
  }
  return NULL;
}

char *check_criu(const struct plan *plan, const char *wanted, struct problems *problems) {
  const char *variable = getenv("JCR_CRIU");
  const char *named = wanted != NULL ? wanted : variable;
  if (named != NULL && *named != '\0') {
    if (is_program(named)) {
      return absolute(named);
    }
    problems_add(problems, 301, "%s %s is no program that can be run; name CRIU's program",
                 wanted != NULL ? "--criu" : "JCR_CRIU", named);
    return NULL;
  }
  if (plan->criu != NULL && is_program(plan->criu)) {
    return text_format("%s", plan->criu);
  }
  char *path = is_program(DEFAULT_PATH) ? text_format("%s", DEFAULT_PATH) : find_in_path();
  if (path == NULL) {
    problems_add(problems, 301,
                 "CRIU is not installed (looked for %s%s%s and criu on the PATH); "
                 "run bin/install-criu, or name one with --criu",
                 plan->criu == NULL ? "" : plan->criu, plan->criu == NULL ? "" : ", ",
                 DEFAULT_PATH);
  }
  return path;
}
