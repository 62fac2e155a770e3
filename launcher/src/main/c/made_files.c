// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "made_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

enum { ATTEMPTS = 3, PAUSE_MICROSECONDS = 2000 };

// Opens the folder of a path; makes it where it is missing. Gives -1 with errno.
// The folder may sit in one that everybody can write (/tmp/hsperfdata_USER), where somebody else
// could have put a link or a folder: neither is followed.
static int open_parent(const struct plan_made_file *file) {
  char *parent = strdup(file->path);
  char *slash = parent == NULL ? NULL : strrchr(parent, '/');
  if (slash == NULL) {
    return -1;
  }
  *(slash == parent ? slash + 1 : slash) = '\0';
  bool made = mkdir(parent, 0700) == 0;
  int folder = open(parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  free(parent);
  struct stat status;
  if (folder < 0 || fstat(folder, &status) != 0) {
    return -1;
  }
  if (made && (fchown(folder, file->owner, file->group) != 0 || fchmod(folder, 0755) != 0)) {
    close(folder);
    return -1;
  }
  if (!made && status.st_uid != file->owner && status.st_uid != 0) {
    close(folder);
    errno = EPERM;
    return -1;
  }
  return folder;
}

static int copy(int from, int to) {
  struct stat status;
  if (fstat(from, &status) != 0) {
    return -1;
  }
  for (off_t left = status.st_size; left > 0;) {
    ssize_t step = sendfile(to, from, NULL, (size_t)left);
    if (step < 0 && errno != EINTR) {
      return -1;
    }
    if (step == 0) {
      errno = EIO;
      return -1;
    }
    left -= step > 0 ? step : 0;
  }
  return 0;
}

static int write_new(int folder, const char *name, int from, const struct plan_made_file *file) {
  int to = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (to < 0) {
    return -1;
  }
  bool filled = copy(from, to) == 0 && fchown(to, file->owner, file->group) == 0 &&
                fchmod(to, file->mode) == 0;
  int error = errno;
  close(to);
  errno = error;
  return filled ? 0 : -1;
}

// Under another name first: a second restore of the image sees the whole file or none.
static int fill(int folder, const char *name, int from, const struct plan_made_file *file) {
  char *temporary = text_format(".%s.jcr-%d", name, (int)getpid());
  unlinkat(folder, temporary, 0);
  int result = write_new(folder, temporary, from, file);
  if (result == 0) {
    result = linkat(folder, temporary, folder, name, 0);
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
  int folder = open_parent(file);
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

static bool make(const struct image *image, struct made_files *files, size_t index) {
  const struct plan_made_file *file = &image->plan.madeFiles[index];
  for (int i = 0; i < ATTEMPTS; i++) {
    struct stat status;
    if (lstat(file->path, &status) != 0) {
      files->made[index] = create(image, file) == 0;
      if (!files->made[index] && errno != EEXIST) { // or another restore was faster
        return false;
      }
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

// Whoever has the image's id was restored from it by somebody else, who needs the files.
static bool is_needed(const struct plan *plan) {
  return plan->idCount > 0 && (kill(plan->ids[0], 0) == 0 || errno == EPERM);
}

void made_files_remove(const struct image *image, struct made_files *files) {
  if (is_needed(&image->plan)) {
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
