// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "lock_search.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "process.h"
#include "text.h"

// Asks no server, which may not answer: processes of the host may hold files of any kind.
static void identify(int folder, const char *path, struct statx *file) {
  int flags = AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  if (statx(folder, path, flags, STATX_TYPE | STATX_INO, file) != 0 || !S_ISREG(file->stx_mode)) {
    *file = (struct statx){0};
  }
}

static dev_t device_of(const struct statx *file) {
  return makedev(file->stx_dev_major, file->stx_dev_minor);
}

void lock_search_begin(struct lock_search *search, const struct plan *plan) {
  *search = (struct lock_search){.plan = plan};
  for (size_t i = 0; i < plan->lockCount; i++) {
    search->files = list_grow(search->files, i, sizeof *search->files);
    identify(AT_FDCWD, plan->locks[i].path, &search->files[i]); // one that is gone is told elsewhere
  }
}

const char *lock_search_match(const struct lock_search *search, const struct file_lock *held,
                              unsigned long long inode, const dev_t *device) {
  for (size_t i = 0; i < search->plan->lockCount; i++) {
    const struct plan_lock *lock = &search->plan->locks[i];
    const struct statx *file = &search->files[i];
    if (file->stx_mode != 0 && file->stx_ino == inode &&
        (device == NULL || device_of(file) == *device) &&
        (held == NULL || file_lock_hinders(held, lock))) {
      return lock->path;
    }
  }
  return NULL;
}

void lock_search_add(struct lock_search *search, const char *path, pid_t id) {
  for (size_t i = 0; i < search->holderCount; i++) {
    if (search->holders[i].id == id && strcmp(search->holders[i].path, path) == 0) {
      return;
    }
  }
  search->holders = list_grow(search->holders, search->holderCount, sizeof *search->holders);
  search->holders[search->holderCount++] = (struct lock_holder){.path = path, .id = id};
}

// The kernel shows a lock under its holder's own descriptors (show_fd_locks of its fs/locks.c).
static void read_locks(struct lock_search *search, pid_t id, const char *number,
                       const struct statx *file) {
  static const char KEY[] = "lock:";
  char *path = text_format("/proc/%d/fdinfo/%s", (int)id, number);
  FILE *info = fopen(path, "re");
  char *line = NULL;
  size_t size = 0;
  struct file_lock held;
  dev_t device = device_of(file);
  free(path);
  while (info != NULL && getline(&line, &size, info) > 0) {
    if (strncmp(line, KEY, strlen(KEY)) == 0 && file_lock_parse(line + strlen(KEY), &held)) {
      const char *wanted = lock_search_match(search, &held, file->stx_ino, &device);
      if (wanted != NULL) {
        lock_search_add(search, wanted, id);
      }
    }
  }
  free(line);
  if (info != NULL) {
    fclose(info);
  }
}

static bool look_into(pid_t id, void *context) {
  struct lock_search *search = context;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/fd", (int)id);
  DIR *folder = opendir(path);
  if (folder == NULL) {
    return false; // of another user, or gone
  }
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    struct statx file;
    identify(dirfd(folder), entry->d_name, &file);
    dev_t device = device_of(&file);
    if (file.stx_mode != 0 && lock_search_match(search, NULL, file.stx_ino, &device) != NULL) {
      read_locks(search, id, entry->d_name, &file);
    }
  }
  closedir(folder);
  return false;
}

void lock_search_processes(struct lock_search *search) { process_find(look_into, search); }

void lock_search_free(struct lock_search *search) {
  free(search->files);
  free(search->holders);
  *search = (struct lock_search){0};
}
