// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Traces the thread whose id is the argument, as strace does, until it is ended.

#define _GNU_SOURCE

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

int main(int count, char **arguments) {
  pid_t thread = count == 2 ? (pid_t)atoi(arguments[1]) : 0;
  if (ptrace(PTRACE_SEIZE, thread, NULL, NULL) < 0) {
    perror("PTRACE_SEIZE");
    return 1;
  }
  puts("TRACES");
  fflush(stdout);
  int status;
  while (waitpid(thread, &status, __WALL) == thread && WIFSTOPPED(status)) {
    int group_stop = status >> 16 == PTRACE_EVENT_STOP;
    ptrace(group_stop ? PTRACE_LISTEN : PTRACE_CONT, thread, NULL,
           group_stop ? 0L : (long)WSTOPSIG(status));
  }
  return 0;
}
