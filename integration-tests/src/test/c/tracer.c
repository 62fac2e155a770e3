// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Traces the thread whose id is the argument, as strace does, until it is ended.

#define _GNU_SOURCE

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

static int is_stop(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

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
    int event = status >> 16 == PTRACE_EVENT_STOP;
    int signal = WSTOPSIG(status);
    // A stop of the whole group is left as it is; the SIGTRAP that tells of its end is not one, and
    // a tracee that is only listened to would stay stopped (ptrace(2)).
    int group_stop = event && is_stop(signal);
    ptrace(group_stop ? PTRACE_LISTEN : PTRACE_CONT, thread, NULL, event ? 0L : (long)signal);
  }
  return 0;
}
