// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "java.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

// A JVM deletes performance files (hsperfdata) of processes that are gone, as it starts. One that
// was checkpointed is gone, and its image needs that file: so no such JVM is started here.
// The rest makes a short program start and end fast.
static const char *const JVM_OPTIONS[] = {"-XX:-UsePerfData", "-XX:+UseSerialGC",
                                          "-XX:TieredStopAtLevel=1", "-Xshare:auto"};

enum { OPTION_COUNT = sizeof JVM_OPTIONS / sizeof *JVM_OPTIONS };

// PREFIX/bin/jcr belongs to PREFIX/jcr-agent.jar. Fresh, or NULL.
static char *find_jar(void) {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0) {
    return NULL;
  }
  path[length] = '\0';
  for (int i = 0; i < 2; i++) {
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
      return NULL;
    }
    *slash = '\0';
  }
  return text_format("%s/jcr-agent.jar", path);
}

static char **build(const char *jar, int count, char **arguments) {
  const char **all = calloc((size_t)count + OPTION_COUNT + 4, sizeof *all);
  if (all == NULL) {
    return NULL;
  }
  size_t at = 0;
  all[at++] = "java";
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    all[at++] = JVM_OPTIONS[i];
  }
  all[at++] = "-jar";
  all[at++] = jar;
  for (int i = 0; i < count; i++) {
    all[at++] = arguments[i];
  }
  return (char **)all;
}

// What is set for the application's JVM is not for this one: another collector, a debugger's port,
// or our own agent.
static void forget_options(void) {
  static const char *const variables[] = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    unsetenv(variables[i]);
  }
}

static void run(char **arguments) {
  const char *home = getenv("JAVA_HOME");
  if (home != NULL && *home != '\0') {
    char *program = text_format("%s/bin/java", home);
    execv(program, arguments);
    free(program);
  }
  execvp("java", arguments);
}

int java_main(int count, char **arguments) {
  char *jar = find_jar();
  if (jar == NULL || access(jar, R_OK) != 0) {
    fprintf(stderr,
            "jcr: JCR-306: %s cannot be read; install the whole folder, not bin/jcr alone\n",
            jar == NULL ? "jcr-agent.jar" : jar);
    return 3;
  }
  char **all = build(jar, count, arguments);
  if (all != NULL) {
    forget_options();
    run(all);
  }
  fprintf(stderr, "jcr: JCR-306: no java can be run (%s); set JAVA_HOME, or put java on the PATH\n",
          strerror(errno));
  return 3;
}
