// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "checks.h"
#include "process.h"
#include "text.h"

// Who holds a lock in the way: 0 for nobody, -1 where the kernel does not tell (fcntl(2)).
static pid_t find_range_holder(int descriptor, const struct plan_lock *lock) {
  struct flock range = {.l_type = lock->write ? F_WRLCK : F_RDLCK,
                        .l_whence = SEEK_SET,
                        .l_start = (off_t)lock->start,
                        .l_len = (off_t)lock->length};
  if (fcntl(descriptor, F_GETLK, &range) != 0 || range.l_type == F_UNLCK) {
    return 0;
  }
  return range.l_pid > 0 ? range.l_pid : -1;
}

// There is no way to ask, so it is taken for a moment.
static pid_t find_flock_holder(int descriptor, const struct plan_lock *lock) {
  int operation = (lock->write ? LOCK_EX : LOCK_SH) | LOCK_NB;
  return flock(descriptor, operation) != 0 && errno == EWOULDBLOCK ? -1 : 0;
}

// A file that cannot be opened is told of elsewhere.
static pid_t find_holder(const struct plan_lock *lock) {
  int descriptor = open(lock->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return 0;
  }
  pid_t holder =
      lock->flock ? find_flock_holder(descriptor, lock) : find_range_holder(descriptor, lock);
  close(descriptor);
  return holder;
}

void check_locks(const struct plan *plan, struct problems *problems) {
  for (size_t i = 0; i < plan->lockCount; i++) {
    pid_t holder = find_holder(&plan->locks[i]);
    if (holder != 0) {
      char *label = holder > 0 ? process_label(holder) : text_format("which one is not known");
      problems_add(problems, 420,
                   "%s is locked by a process, %s; end it, or have it let go of the lock",
                   plan->locks[i].path, label);
      free(label);
    }
  }
}
