// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Who holds locks in the way of those of a plan, by what each process's descriptors show.

#ifndef JCR_LOCK_SEARCH_H
#define JCR_LOCK_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "file_locks.h"
#include "plan.h"

struct lock_holder {
  const char *path; // the plan's
  pid_t id;         // 0: not to be seen
};

struct lock_search {
  const struct plan *plan;
  struct statx *files; // of each lock of the plan; no mode where there is no regular file
  struct lock_holder *holders;
  size_t holderCount;
};

// Looks the files of the plan's locks up.
void lock_search_begin(struct lock_search *search, const struct plan *plan);

// Looks at every descriptor of every process, and adds who is in the way.
void lock_search_processes(struct lock_search *search);

// Is that file, by the numbers of its inode and device, one of the plan's that wants such a lock?
// NULL, or its path.
const char *lock_search_match(const struct lock_search *search, const struct file_lock *held,
                              unsigned long long inode, const dev_t *device);

// Each process once for a file, however many ranges and descriptors it has.
void lock_search_add(struct lock_search *search, const char *path, pid_t id);

void lock_search_free(struct lock_search *search);

#endif
