// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The folder that a file is made in. Its way may lead through one that everybody can write
// (/tmp/hsperfdata_USER), where somebody else could have put a link or a folder of their own.

#ifndef JCR_MADE_FOLDER_H
#define JCR_MADE_FOLDER_H

#include "plan.h"

// Opens the folder of the file's path, for openat(2) and its like; makes those that are missing, as
// the file's owner has them. Folders are made, and links followed, only in what belongs to root or to
// that owner, and the folder itself is one of theirs. Gives -1 with errno: EPERM where it is not.
int made_folder_open(const struct plan_made_file *file);

#endif
