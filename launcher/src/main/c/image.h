// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The folder of one checkpoint: is it one, is it whole, does it belong to the caller.

#ifndef JCR_IMAGE_H
#define JCR_IMAGE_H

#include "plan.h"
#include "problems.h"

struct image {
  const char *path;        // as the user wrote it
  int descriptor;          // of the folder; close-on-exec
  unsigned long long size; // of its files, bytes
  struct plan plan;        // its ids with those that only CRIU's own files tell
};

// Opens the folder, reads its plan and compares its files with `contents`. Whatever is wrong
// becomes a problem (JCR-411, 412, 418). Without a problem, image is ready; image_close it.
void image_open(const char *path, struct image *image, struct problems *problems);

void image_close(struct image *image);

#endif
