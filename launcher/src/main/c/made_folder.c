// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "made_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

// O_PATH: some folders may be passed, and not be read.
enum { ENTER = O_PATH | O_DIRECTORY | O_CLOEXEC };

static bool is_theirs(const struct stat *status, const struct plan_made_file *file) {
  return status->st_uid == 0 || status->st_uid == file->owner;
}

static bool is_trusted(int folder, const struct plan_made_file *file) {
  struct stat status;
  if (fstat(folder, &status) != 0) {
    return false;
  }
  errno = EPERM;
  return is_theirs(&status, file);
}

static int enter_link(int above, const char *name, const struct plan_made_file *file) {
  struct stat link;
  if (fstatat(above, name, &link, AT_SYMLINK_NOFOLLOW) != 0) {
    return -1;
  }
  if (!S_ISLNK(link.st_mode)) {
    errno = ENOTDIR;
    return -1;
  }
  if (!is_trusted(above, file) || !is_theirs(&link, file)) {
    errno = EPERM;
    return -1;
  }
  return openat(above, name, ENTER);
}

// What has the name by now may have been put there since it was made.
static bool give(int folder, const struct plan_made_file *file) {
  struct stat status;
  if (fstat(folder, &status) != 0) {
    return false;
  }
  if (status.st_uid != geteuid()) {
    errno = EPERM;
    return false;
  }
  return fchown(folder, file->owner, file->group) == 0 && fchmod(folder, 0755) == 0;
}

static int make(int above, const char *name, const struct plan_made_file *file) {
  if (!is_trusted(above, file)) {
    return -1;
  }
  if (mkdirat(above, name, 0700) != 0) {
    // Another restore was faster.
    return errno == EEXIST ? openat(above, name, ENTER | O_NOFOLLOW) : -1;
  }
  int folder = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder >= 0 && !give(folder, file)) {
    int error = errno;
    close(folder);
    errno = error;
    return -1;
  }
  return folder;
}

static int enter(int above, const char *name, const struct plan_made_file *file) {
  int folder = openat(above, name, ENTER | O_NOFOLLOW);
  if (folder >= 0) {
    return folder;
  }
  if (errno == ENOENT) {
    return make(above, name, file);
  }
  return errno == ENOTDIR ? enter_link(above, name, file) : -1;
}

static int walk(char *path, const struct plan_made_file *file) {
  char *rest;
  int folder = open("/", ENTER);
  for (char *name = strtok_r(path, "/", &rest); name != NULL && folder >= 0;
       name = strtok_r(NULL, "/", &rest)) {
    int below = enter(folder, name, file);
    int error = errno;
    close(folder);
    errno = error;
    folder = below;
  }
  return folder;
}

int made_folder_open(const struct plan_made_file *file) {
  char *path = text_format("%s", file->path);
  *strrchr(path, '/') = '\0';
  int folder = walk(path, file);
  if (folder >= 0 && !is_trusted(folder, file)) {
    int error = errno;
    close(folder);
    folder = -1;
    errno = error;
  }
  int error = errno;
  free(path);
  errno = error;
  return folder;
}
