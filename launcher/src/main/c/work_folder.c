// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "work_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

// In another one (sudo -E keeps XDG_RUNTIME_DIR) somebody could put something else under our names.
static bool is_trusted(const char *parent) {
  struct stat status;
  if (stat(parent, &status) != 0) {
    return false;
  }
  errno = EPERM;
  return (status.st_uid == 0 || status.st_uid == geteuid()) &&
         ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0 || (status.st_mode & S_ISVTX) != 0);
}

static int create_in(const char *parent, struct work_folder *folder) {
  folder->path = text_format("%s/jcr-restore-XXXXXX", parent);
  if (mkdtemp(folder->path) != NULL) { // with mode 0700
    folder->descriptor = open(folder->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder->descriptor >= 0) {
      return 0;
    }
    rmdir(folder->path);
  }
  free(folder->path);
  folder->path = NULL;
  return -1;
}

int work_folder_create(struct work_folder *folder) {
  const char *parents[] = {getenv("XDG_RUNTIME_DIR"), "/run", "/tmp"};
  *folder = (struct work_folder){.descriptor = -1};
  for (size_t i = 0; i < sizeof parents / sizeof *parents; i++) {
    if (parents[i] != NULL && *parents[i] == '/' && is_trusted(parents[i]) &&
        create_in(parents[i], folder) == 0) {
      return 0;
    }
  }
  return -1;
}

void work_folder_remove(struct work_folder *folder) {
  // The folder that was made, whatever has its name by now.
  DIR *entries = folder->descriptor < 0 ? NULL : fdopendir(folder->descriptor);
  for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
    if (entry->d_name[0] != '.') {
      unlinkat(dirfd(entries), entry->d_name, 0);
    }
  }
  if (entries != NULL) {
    closedir(entries);
  } else if (folder->descriptor >= 0) {
    close(folder->descriptor);
  }
  if (folder->path != NULL) {
    rmdir(folder->path);
  }
  free(folder->path);
  *folder = (struct work_folder){.descriptor = -1};
}
