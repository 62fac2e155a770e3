// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// What the JDK does before it closes its first socket (UnixDispatcher.c): a pair of stream sockets,
// one end of it closed. At a SIGUSR1 it tells in a file what reading from the other end gives.

#define _GNU_SOURCE

#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **arguments) {
  int pair[2];
  sigset_t signals;
  int number;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  if (count != 2 || sigprocmask(SIG_BLOCK, &signals, NULL) < 0 ||
      socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 || close(pair[1]) < 0) {
    perror("socketpair");
    return 1;
  }
  puts("READY");
  fflush(stdout);
  sigwait(&signals, &number);
  char byte;
  ssize_t got = recv(pair[0], &byte, 1, MSG_DONTWAIT);
  FILE *answer = fopen(arguments[1], "w");
  if (answer == NULL || fprintf(answer, "%zd\n", got) < 0 || fclose(answer) != 0) {
    perror(arguments[1]);
    return 1;
  }
  return 0;
}
