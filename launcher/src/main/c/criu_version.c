// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "criu_version.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "deadline.h"
#include "descriptors.h"
#include "file_stamp.h"

enum {
  ANSWER_SECONDS = 10, // it takes some 10 ms
  ANSWER_LIMIT = 512,
};

// As CriuVersion.java and bin/install-criu have it: 4.1 knows the vDSO of kernel 6.13, 4.2 the
// sockets of kernel 6.16; 4.0 is the first whose RPC takes the image's folder by its path.
struct version criu_version_needed(const struct version *kernel) {
  static const struct {
    struct version kernel;
    struct version criu;
  } steps[] = {{{6, 16, 0}, {4, 2, 0}}, {{6, 13, 0}, {4, 1, 0}}};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    if (version_compare(kernel, &steps[i].kernel) >= 0) {
      return steps[i].criu;
    }
  }
  return (struct version){4, 0, 0};
}

bool criu_version_parse(const char *text, struct version *version) {
  static const char prefix[] = "Version: ";
  const char *line = strstr(text, prefix);
  return line != NULL && (line == text || line[-1] == '\n') &&
         version_parse(line + sizeof prefix - 1, version);
}

static bool is_the_plans(const struct plan *plan, const char *program) {
  struct stat status;
  return plan->criuVersion.text != NULL && stat(program, &status) == 0 &&
         (unsigned long long)status.st_size == plan->criuVersion.size &&
         file_stamp_matches(&status, plan->criuVersion.modified);
}

static void become(const char *program, int output) {
  char *const arguments[] = {(char *)program, (char *)"--version", NULL};
  child_reset_signals();
  dup2(output, STDOUT_FILENO);
  descriptors_silence(STDIN_FILENO);
  descriptors_silence(STDERR_FILENO);
  descriptors_close(STDERR_FILENO + 1, UINT_MAX);
  execv(program, arguments);
  _exit(127);
}

static bool await_input(int input, const struct timespec *deadline) {
  struct pollfd poll = {.fd = input, .events = POLLIN};
  struct timespec left;
  int ready = -1;
  errno = EINTR;
  while (ready < 0 && errno == EINTR && deadline_left(deadline, &left)) {
    ready = ppoll(&poll, 1, &left, NULL);
  }
  return ready > 0;
}

static void read_answer(int input, char *answer) {
  struct timespec deadline = deadline_in(ANSWER_SECONDS);
  ssize_t step = 1;
  for (size_t length = 0; step > 0 && length < ANSWER_LIMIT && await_input(input, &deadline);) {
    step = read(input, answer + length, ANSWER_LIMIT - length);
    length += step > 0 ? (size_t)step : 0;
  }
}

// To its end, so that its id is free again when the ids of the image are looked at.
static bool ask(const struct plan *plan, const char *program, char *answer) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return false;
  }
  pid_t child = child_fork(plan);
  if (child == 0) {
    become(program, ends[1]);
  }
  close(ends[1]);
  if (child > 0) {
    read_answer(ends[0], answer);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
  }
  close(ends[0]);
  return child > 0;
}

bool criu_version_of(const struct plan *plan, const char *program, struct version *version) {
  char answer[ANSWER_LIMIT + 1] = "";
  if (is_the_plans(plan, program)) {
    return version_parse(plan->criuVersion.text, version);
  }
  return ask(plan, program, answer) && criu_version_parse(answer, version);
}
