// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "relay.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

#include "child.h"
#include "descriptors.h"

static bool write_all(int to, const char *buffer, size_t length) {
  while (length > 0) {
    ssize_t step = write(to, buffer, length);
    if (step < 0 && errno == EAGAIN) {
      struct pollfd room = {.fd = to, .events = POLLOUT};
      poll(&room, 1, -1);
    } else if (step < 0 && errno != EINTR) {
      return false;
    } else if (step > 0) {
      buffer += step;
      length -= (size_t)step;
    }
  }
  return true;
}

// False once the reader of `to` has gone, which a pipe shows as an error condition.
static bool wait_for_input(int from, int to) {
  struct pollfd ends[] = {{.fd = from, .events = POLLIN}, {.fd = to}};
  while (poll(ends, 2, -1) < 0 && errno == EINTR) {
  }
  return (ends[1].revents & (POLLERR | POLLNVAL)) == 0;
}

static void copy_all(int from, int to) {
  static char buffer[64 * 1024]; // a pipe's capacity, pipe(7)
  while (wait_for_input(from, to)) {
    ssize_t length = read(from, buffer, sizeof buffer);
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) {
      continue;
    }
    if (length <= 0 || !write_all(to, buffer, (size_t)length)) {
      return;
    }
  }
}

pid_t relay_start(const struct plan *plan, int from, int to) {
  pid_t child = child_fork(plan);
  if (child != 0) {
    return child;
  }
  // Signals stay blocked as they are in the launcher: a Ctrl-C meant for the application must not
  // cost its last words.
  if (dup2(from, 100) < 0 || dup2(to, 101) < 0) {
    _exit(1);
  }
  descriptors_close(0, 99);
  descriptors_close(102, UINT_MAX);
  copy_all(100, 101);
  _exit(0);
}
