// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "deadline.h"

struct timespec deadline_in(unsigned long long seconds) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_sec += (time_t)seconds;
  return time;
}

bool deadline_left(const struct timespec *deadline, struct timespec *left) {
  clock_gettime(CLOCK_MONOTONIC, left);
  left->tv_sec = deadline->tv_sec - left->tv_sec;
  left->tv_nsec = deadline->tv_nsec - left->tv_nsec;
  if (left->tv_nsec < 0) {
    left->tv_sec--;
    left->tv_nsec += 1000000000;
  }
  return left->tv_sec >= 0;
}
