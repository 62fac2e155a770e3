// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "criu_process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "descriptors.h"
#include "text.h"

enum {
  // Above what CRIU opens first, below its own service descriptors at the limit's end.
  FIRST_STREAM = 100,
  ARGUMENTS = FIRST_STREAM + STREAM_COUNT,
  LOG_LIMIT = 64 * 1024,
  OUTPUT_LIMIT = 4 * 1024,
};

static const char LOG_FILE[] = "restore.log";
static const char OUTPUT_FILE[] = "output";
static const char PID_FILE[] = "pid";

struct arguments {
  const char **items;
  size_t count;
};

static void add(struct arguments *arguments, const char *argument) {
  arguments->items = list_grow(arguments->items, arguments->count, sizeof *arguments->items);
  arguments->items[arguments->count++] = argument;
}

static void add_streams(struct arguments *arguments, const struct streams *streams) {
  for (int i = 0; i < STREAM_COUNT; i++) {
    if (streams->keys[i] != NULL) {
      add(arguments, "--inherit-fd");
      add(arguments, text_format("fd[%d]:%s", FIRST_STREAM + i, streams->keys[i]));
    }
  }
}

static void add_arguments_file(struct arguments *arguments, const char *key) {
  if (key != NULL) {
    add(arguments, "--inherit-fd");
    add(arguments, text_format("fd[%d]:%s", ARGUMENTS, key));
  }
}

static char *const *build(const struct criu_run *run) {
  // The image is the folder that CRIU starts in: the one that was checked, whatever has the name
  // now.
  const char *const fixed[] = {
      run->program,    "restore",    "--images-dir", ".",   "--work-dir",
      run->work->path, "--log-file", LOG_FILE,       "-v2", "--restore-detached",
      "--pidfile",     PID_FILE};
  struct arguments arguments = {0};
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
    add(&arguments, fixed[i]);
  }
  for (size_t i = 0; i < run->image->plan.optionCount; i++) {
    add(&arguments, run->image->plan.options[i]);
  }
  add_streams(&arguments, run->streams);
  add_arguments_file(&arguments, run->image->plan.arguments);
  add(&arguments, NULL);
  return (char *const *)arguments.items;
}

// Leaves 0 as it is (CRIU's --shell-job hands its own terminal on), 1 and 2 in a file, the streams.
static bool arrange_descriptors(const struct criu_run *run) {
  int output = openat(run->work->descriptor, OUTPUT_FILE, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (output < 0 || fchdir(run->image->descriptor) != 0) {
    return false;
  }
  for (int i = 0; i < STREAM_COUNT; i++) {
    if (run->streams->keys[i] != NULL && dup2(run->streams->descriptors[i], FIRST_STREAM + i) < 0) {
      return false;
    }
  }
  if (run->image->plan.arguments != NULL && dup2(run->arguments, ARGUMENTS) < 0) {
    return false;
  }
  if (dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0) {
    return false;
  }
  descriptors_close(STDERR_FILENO + 1, FIRST_STREAM - 1);
  descriptors_close(ARGUMENTS + 1, UINT_MAX);
  return true;
}

// CRIU makes its pid file anew or not at all, and an earlier attempt may have left one.
static void clean(const struct work_folder *work) {
  const char *const names[] = {LOG_FILE, OUTPUT_FILE, PID_FILE};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    unlinkat(work->descriptor, names[i], 0);
  }
}

pid_t criu_start(const struct criu_run *run) {
  char *const *arguments = build(run);
  clean(run->work);
  pid_t child = child_fork(&run->image->plan);
  if (child != 0) {
    free((void *)arguments);
    return child;
  }
  child_reset_signals();
  if (arrange_descriptors(run)) {
    execv(run->program, arguments);
  }
  // Lands in the work folder's file, which the launcher quotes.
  dprintf(STDERR_FILENO, "cannot run %s: %s\n", run->program, strerror(errno));
  _exit(127);
}

pid_t criu_read_root(const struct work_folder *work) {
  size_t length;
  unsigned long long id = 0;
  char *text = text_read_file(work->descriptor, PID_FILE, 32, &length);
  if (text != NULL) {
    text[strcspn(text, "\n")] = '\0';
    if (!text_number(text, INT_MAX, &id)) {
      id = 0;
    }
  }
  free(text);
  return (pid_t)id;
}

// What CRIU says outside its log is why it could not even begin: in the log's form, an error.
static char *mark_as_errors(char *output) {
  char *marked = text_format("%s", "");
  char *rest = output;
  for (char *line; output != NULL && (line = strsep(&rest, "\n")) != NULL;) {
    if (*line != '\0') {
      char *longer = text_format("%sError (output): %s\n", marked, line);
      free(marked);
      marked = longer;
    }
  }
  return marked;
}

char *criu_read_log(const struct work_folder *work) {
  char *output = text_read_tail(work->descriptor, OUTPUT_FILE, OUTPUT_LIMIT);
  char *log = text_read_tail(work->descriptor, LOG_FILE, LOG_LIMIT);
  char *marked = mark_as_errors(output);
  char *both = text_format("%s%s", marked, log == NULL ? "" : log);
  free(marked);
  free(output);
  free(log);
  return both;
}
