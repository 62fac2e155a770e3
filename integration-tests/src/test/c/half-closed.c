// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Prints which descriptors of the process whose id is the argument are one end of a pair of stream
// sockets whose other end is closed: reading from them gives an end, now and for ever.

#define _GNU_SOURCE

#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int option(int descriptor, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) < 0 ? -1 : value;
}

static int is_half_closed(int descriptor) {
  struct pollfd one = {.fd = descriptor, .events = POLLIN};
  return option(descriptor, SO_DOMAIN) == AF_UNIX && option(descriptor, SO_TYPE) == SOCK_STREAM &&
         option(descriptor, SO_ACCEPTCONN) == 0 && poll(&one, 1, 0) == 1 &&
         (one.revents & (POLLIN | POLLHUP)) == (POLLIN | POLLHUP);
}

int main(int count, char **arguments) {
  int process = count == 2 ? (int)syscall(SYS_pidfd_open, atoi(arguments[1]), 0) : -1;
  char path[64];
  snprintf(path, sizeof path, "/proc/%s/fd", process < 0 ? "none" : arguments[1]);
  DIR *folder = opendir(path);
  if (folder == NULL) {
    perror(path);
    return 1;
  }
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    int copy = (int)syscall(SYS_pidfd_getfd, process, atoi(entry->d_name), 0);
    if (copy >= 0 && entry->d_name[0] != '.' && is_half_closed(copy)) {
      puts(entry->d_name);
    }
    close(copy);
  }
  return 0;
}
