// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "spare.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

// Nothing is ever written: the end of the pipe is the end of its only writer.
static void await_end(int pipe) {
  char byte;
  while (read(pipe, &byte, sizeof byte) < 0 && errno == EINTR) {
  }
}

pid_t spare_start(void) {
  int ends[2]; // the writing end stays open for as long as the caller lives
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return -1;
  }
  pid_t spare = fork();
  if (spare == 0) {
    close(ends[1]);
    await_end(ends[0]);
  }
  close(ends[0]);
  return spare;
}

void spare_end(pid_t spare) {
  if (spare > 0) {
    kill(spare, SIGKILL);
    waitpid(spare, NULL, 0);
  }
}
