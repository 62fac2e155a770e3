// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "lock_search.h"
#include "process.h"

typedef bool (*visitor)(struct lock_search *search, const struct file_lock *held);

// Visits each lock of the kernel's list, until the visitor says true. True as well where there is
// no such list.
static bool visit_list(struct lock_search *search, visitor visit) {
  FILE *list = fopen("/proc/locks", "re");
  char *line = NULL;
  size_t size = 0;
  struct file_lock held;
  bool found = list == NULL;
  while (!found && getline(&line, &size, list) > 0) {
    found = file_lock_parse(line, &held) && visit(search, &held);
  }
  free(line);
  if (list != NULL) {
    fclose(list);
  }
  return found;
}

// By the number alone: on Btrfs and overlayfs the list tells another device than stat(2).
static bool may_hinder(struct lock_search *search, const struct file_lock *held) {
  return lock_search_match(search, held, held->inode, NULL) != NULL;
}

static bool is_named(const struct lock_search *search, const char *path) {
  for (size_t i = 0; i < search->holderCount; i++) {
    if (strcmp(search->holders[i].path, path) == 0) {
      return true;
    }
  }
  return false;
}

// Holders whose descriptors this user cannot look at, and locks on their way to another process.
static bool add_unseen(struct lock_search *search, const struct file_lock *held) {
  const char *path = lock_search_match(search, held, held->inode, &held->device);
  if (path != NULL && !is_named(search, path)) {
    lock_search_add(search, path, held->process > 0 ? held->process : 0);
  }
  return false;
}

static void report(const struct lock_holder *holder, struct problems *problems) {
  if (holder->id == 0) {
    problems_add(problems, 420,
                 "%s is locked by a process that cannot be seen from here; restore as root to have "
                 "it named, and end it, or have it let go of the lock",
                 holder->path);
    return;
  }
  char *label = process_label(holder->id);
  problems_add(problems, 420, "%s is locked by process %s; end it, or have it let go of the lock",
               holder->path, label);
  free(label);
}

static void name_holders(struct lock_search *search, struct problems *problems) {
  lock_search_processes(search);
  visit_list(search, add_unseen);
  for (size_t i = 0; i < search->holderCount; i++) {
    report(&search->holders[i], problems);
  }
}

// In a pid namespace the kernel's list leaves out a lock whose taker has ended (locks_translate_pid
// of its fs/locks.c). That can be one of flock(2) only: who inherits the descriptor has it.
static bool is_list_whole(const struct plan *plan) {
  for (size_t i = 0; i < plan->lockCount; i++) {
    if (plan->locks[i].flock) {
      return false;
    }
  }
  return true;
}

static void search_locks(const struct plan *plan, bool thoroughly, struct problems *problems) {
  if (plan->lockCount == 0) {
    return;
  }
  struct lock_search search;
  lock_search_begin(&search, plan);
  // The list is read in no time; a look at every process takes some.
  if (thoroughly || !is_list_whole(plan) || visit_list(&search, may_hinder)) {
    name_holders(&search, problems);
  }
  lock_search_free(&search);
}

void check_locks(const struct plan *plan, struct problems *problems) {
  search_locks(plan, false, problems);
}

void check_locks_thoroughly(const struct plan *plan, struct problems *problems) {
  search_locks(plan, true, problems);
}
