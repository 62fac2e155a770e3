// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// A private folder for what CRIU writes during one restore: the image itself stays untouched.

#ifndef JCR_WORK_FOLDER_H
#define JCR_WORK_FOLDER_H

struct work_folder {
  char *path;
  int descriptor;
};

// Makes it in the first of $XDG_RUNTIME_DIR, /run, /tmp that takes one, and that belongs to root or
// the caller and keeps others from its names. 0, or -1 with errno.
int work_folder_create(struct work_folder *folder);

// Takes it away with all that is in it.
void work_folder_remove(struct work_folder *folder);

#endif
