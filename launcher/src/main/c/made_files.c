// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "made_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "made_folder.h"
#include "text.h"

enum { ATTEMPTS = 3, PAUSE_MICROSECONDS = 2000 };

static int write_new(int folder, const char *name, int from, const struct plan_made_file *file) {
  int to = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (to < 0) {
    return -1;
  }
  bool filled = descriptors_copy(from, to) == 0 && fchown(to, file->owner, file->group) == 0 &&
                fchmod(to, file->mode) == 0;
  int error = errno;
  close(to);
  errno = error;
  return filled ? 0 : -1;
}

// Under another name first: a second restore of the image sees the whole file or none. What another
// life has left there is replaced.
static int fill(int folder, const char *name, int from, const struct plan_made_file *file) {
  char *temporary = text_format(".%s.jcr-%d", name, (int)getpid());
  unlinkat(folder, temporary, 0);
  int result = write_new(folder, temporary, from, file);
  if (result == 0) {
    result = renameat(folder, temporary, folder, name);
  }
  int error = errno;
  unlinkat(folder, temporary, 0);
  free(temporary);
  errno = error;
  return result;
}

static int create(const struct image *image, const struct plan_made_file *file) {
  int from = openat(image->descriptor, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (from < 0) {
    return -1;
  }
  int folder = made_folder_open(file);
  int result = folder < 0 ? -1 : fill(folder, strrchr(file->path, '/') + 1, from, file);
  int error = errno;
  if (folder >= 0) {
    close(folder);
  }
  close(from);
  errno = error;
  return result;
}

// A JVM that starts deletes such files of processes that are not there, as long as nobody holds a
// lock on them (HotSpot, perfMemory_posix.cpp). False: the file is gone again, or somebody else has
// it locked, perhaps to delete it; the last attempt leaves it at that.
static bool hold(struct made_files *files, size_t index, const char *path, bool last) {
  struct stat held;
  struct stat named;
  int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return errno != ENOENT;
  }
  bool free = flock(descriptor, LOCK_SH | LOCK_NB) == 0;
  files->held[index] = descriptor;
  bool there = (free || last) && fstat(descriptor, &held) == 0 && lstat(path, &named) == 0 &&
               held.st_dev == named.st_dev && held.st_ino == named.st_ino;
  if (!there) {
    close(descriptor);
    files->held[index] = -1;
  }
  return there;
}

static bool is_there(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0;
}

// Whoever has the image's id was restored from it by somebody else, who needs the files.
static bool is_restored(const struct plan *plan) {
  return plan->idCount > 0 && (kill(plan->ids[0], 0) == 0 || errno == EPERM);
}

// Another restore of the image holds a lock on it, or is done already. What else is there under the
// name is left of a process that is gone: the names have the process id in them.
static bool is_used(const struct plan *plan, const char *path) {
  int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return false;
  }
  bool locked = flock(descriptor, LOCK_EX | LOCK_NB) != 0;
  close(descriptor);
  return locked || is_restored(plan);
}

// True where there is one, made now or not.
static bool provide(const struct image *image, struct made_files *files, size_t index) {
  const struct plan_made_file *file = &image->plan.madeFiles[index];
  bool there = is_there(file->path);
  if (there && (files->made[index] || is_used(&image->plan, file->path))) {
    return true;
  }
  files->made[index] = create(image, file) == 0;
  int error = errno;
  there = is_there(file->path);
  errno = error;
  return there;
}

static bool make(const struct image *image, struct made_files *files, size_t index) {
  const struct plan_made_file *file = &image->plan.madeFiles[index];
  for (int i = 0; i < ATTEMPTS; i++) {
    if (!provide(image, files, index)) {
      return false;
    }
    if (hold(files, index, file->path, i + 1 == ATTEMPTS)) {
      return true;
    }
    usleep(PAUSE_MICROSECONDS);
    errno = ENOENT;
  }
  return false;
}

static bool allocate(struct made_files *files, size_t count) {
  files->made = calloc(count + 1, sizeof *files->made);
  files->held = calloc(count + 1, sizeof *files->held);
  if (files->made == NULL || files->held == NULL) {
    return false;
  }
  for (files->count = 0; files->count < count; files->count++) {
    files->held[files->count] = -1;
  }
  return true;
}

bool made_files_create(const struct image *image, struct made_files *files,
                       struct problems *problems) {
  const struct plan *plan = &image->plan;
  bool fine = true;
  if (!allocate(files, plan->madeFileCount)) {
    problems_add(problems, 504, "no memory is left; free some, and restore again");
    return false;
  }
  for (size_t i = 0; i < files->count; i++) {
    const struct plan_made_file *file = &plan->madeFiles[i];
    if (!make(image, files, i)) {
      fine = false;
      problems_add(problems, 414,
                   "%s is missing, and it cannot be made from the image: %s; make sure that its "
                   "folder exists and belongs to user %u",
                   file->path, strerror(errno), (unsigned)file->owner);
    }
  }
  return fine;
}

void made_files_remove(const struct image *image, struct made_files *files) {
  if (is_restored(&image->plan)) {
    return;
  }
  for (size_t i = 0; i < files->count; i++) {
    if (files->made[i]) {
      unlink(image->plan.madeFiles[i].path);
      files->made[i] = false;
    }
  }
}

void made_files_free(struct made_files *files) {
  for (size_t i = 0; i < files->count; i++) {
    if (files->held[i] >= 0) {
      close(files->held[i]);
    }
  }
  free(files->made);
  free(files->held);
  *files = (struct made_files){0};
}
