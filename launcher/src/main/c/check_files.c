// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build_id.h"
#include "checks.h"
#include "file_stamp.h"
#include "text.h"

// What differs, fresh, or NULL.
static char *describe_difference(const struct plan_file *file) {
  struct stat status;
  if (stat(file->path, &status) != 0) {
    return text_format("%s cannot be found: %s", file->path, strerror(errno));
  }
  if ((unsigned long long)status.st_size != file->size) {
    return text_format("%s has %llu bytes, it had %llu at the checkpoint", file->path,
                       (unsigned long long)status.st_size, file->size);
  }
  return NULL;
}

// An update can leave the size as it was.
static char *describe_build(const struct plan_build *build) {
  char *id = build_id_read(build->path);
  char *difference = NULL;
  if (id == NULL) {
    difference = text_format("%s has no build id, it had %s at the checkpoint", build->path,
                             build->id);
  } else if (strcmp(id, build->id) != 0) {
    difference = text_format("%s has build id %s, it had %s at the checkpoint", build->path, id,
                             build->id);
  }
  free(id);
  return difference;
}

// Takes the difference over; NULL is none.
static bool add_jdk_difference(char *difference, bool begun, struct problems *problems) {
  if (difference == NULL) {
    return begun;
  }
  if (!begun) {
    problems_add(problems, 413,
                 "the image needs the very JDK build that it was made with; "
                 "install that build at the same place, or make the checkpoint "
                 "anew with this one");
  }
  problems_detail(problems, "%s", difference);
  free(difference);
  return true;
}

static void check_jdk(const struct plan *plan, struct problems *problems) {
  bool begun = false;
  for (size_t i = 0; i < plan->jdkFileCount; i++) {
    begun = add_jdk_difference(describe_difference(&plan->jdkFiles[i]), begun, problems);
  }
  for (size_t i = 0; i < plan->buildCount; i++) {
    // One that is not there was told of above.
    if (access(plan->builds[i].path, F_OK) == 0) {
      begun = add_jdk_difference(describe_build(&plan->builds[i]), begun, problems);
    }
  }
}

// By size and time: a copy has another inode, and the same file may have been written in place.
static char *describe_change(const struct plan_data_file *file) {
  struct stat status;
  char *difference = describe_difference(&file->file);
  if (difference == NULL && stat(file->file.path, &status) == 0 &&
      !file_stamp_matches(&status, file->modified)) {
    return text_format("%s has been written since the checkpoint", file->file.path);
  }
  return difference;
}

static void check_data_files(const struct plan *plan, struct problems *problems) {
  for (size_t i = 0; i < plan->dataFileCount; i++) {
    char *change = describe_change(&plan->dataFiles[i]);
    if (change != NULL) {
      problems_add(problems, 414,
                   "%s; the process would go on with what it remembers of it and corrupt it: bring "
                   "back the file as it was, or make the checkpoint anew",
                   change);
      free(change);
    }
  }
}

void check_files(const struct plan *plan, struct problems *problems) {
  check_jdk(plan, problems);
  check_data_files(plan, problems);
  for (size_t i = 0; i < plan->fileCount; i++) {
    char *difference = describe_difference(&plan->files[i]);
    if (difference != NULL) {
      problems_add(problems, 414, "%s; bring back the file as it was, or make the checkpoint anew",
                   difference);
      free(difference);
    }
  }
}
