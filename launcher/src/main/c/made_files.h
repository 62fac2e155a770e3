// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Files that an image carries and that have to be at their place before CRIU starts.

#ifndef JCR_MADE_FILES_H
#define JCR_MADE_FILES_H

#include <stdbool.h>

#include "image.h"
#include "problems.h"

struct made_files {
  size_t count; // make-file entries of the plan; for each:
  bool *made;   // is it from us
  int *held;    // a descriptor that keeps a lock on it, or -1
};

// Makes each one, in the place of what another life has left, and keeps starting JVMs from deleting
// them. False: a problem was added (JCR-414).
bool made_files_create(const struct image *image, struct made_files *files,
                       struct problems *problems);

// Takes those away again that made_files_create made: the restore did not happen.
void made_files_remove(const struct image *image, struct made_files *files);

// Lets go of them.
void made_files_free(struct made_files *files);

#endif
