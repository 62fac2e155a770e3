// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The lines of /proc/locks, and those of /proc/PID/fdinfo/N that begin with "lock:": who holds a
// lock of a file (proc_locks(5), proc_pid_fdinfo(5)).

#ifndef JCR_FILE_LOCKS_H
#define JCR_FILE_LOCKS_H

#include <stdbool.h>
#include <sys/types.h>

#include "plan.h"

struct file_lock {
  bool flock; // of flock(2), else of fcntl(2)
  bool write;
  pid_t process;            // who took it, or -1: an open file description has it
  dev_t device;             // of the file system, where stat(2) may tell another one
  unsigned long long inode; // the kernel's own number, for which the same holds
  unsigned long long start;
  unsigned long long end; // the last byte
};

// False for one that is waited for, for leases and for what is none.
bool file_lock_parse(const char *line, struct file_lock *lock);

// Would taking the wanted lock on the same file fail, or wait?
bool file_lock_hinders(const struct file_lock *lock, const struct plan_lock *wanted);

#endif
