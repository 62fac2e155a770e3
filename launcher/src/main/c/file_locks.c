// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "file_locks.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "text.h"

static bool parse_type(const char *type, struct file_lock *lock) {
  lock->flock = strcmp(type, "FLOCK") == 0;
  return lock->flock || strcmp(type, "POSIX") == 0 || strcmp(type, "OFDLCK") == 0;
}

static bool parse_end(const char *end, struct file_lock *lock) {
  if (strcmp(end, "EOF") == 0) {
    lock->end = ULLONG_MAX;
    return true;
  }
  return text_number(end, LLONG_MAX, &lock->end);
}

// As lock_get_status of the kernel's fs/locks.c writes it; what waits has an arrow for a type.
bool file_lock_parse(const char *line, struct file_lock *lock) {
  char type[8];
  char access[8];
  char end[24];
  unsigned major;
  unsigned minor;
  if (sscanf(line, "%*[^:]: %7s %*s %7s %d %x:%x:%llu %llu %23s", type, access, &lock->process,
             &major, &minor, &lock->inode, &lock->start, end) != 8) {
    return false;
  }
  lock->device = makedev(major, minor);
  lock->write = strcmp(access, "WRITE") == 0;
  return parse_type(type, lock) && parse_end(end, lock);
}

bool file_lock_hinders(const struct file_lock *lock, const struct plan_lock *wanted) {
  unsigned long long end = wanted->length == 0 ? ULLONG_MAX : wanted->start + wanted->length - 1;
  // The two kinds do not see each other on a local file system (flock(2)).
  return lock->flock == wanted->flock && (lock->write || wanted->write) && lock->start <= end &&
         wanted->start <= lock->end;
}
