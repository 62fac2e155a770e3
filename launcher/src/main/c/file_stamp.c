// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "file_stamp.h"

enum { NANOSECONDS = 1000000000 };

bool file_stamp_matches(const struct stat *status, unsigned long long modified) {
  unsigned long long seconds = (unsigned long long)status->st_mtim.tv_sec * NANOSECONDS;
  unsigned long long now = seconds + (unsigned)status->st_mtim.tv_nsec;
  return now == modified || now == modified / NANOSECONDS * NANOSECONDS;
}
