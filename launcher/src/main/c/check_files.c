// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "checks.h"
#include "text.h"

void check_architecture(const struct plan *plan, struct problems *problems) {
  struct utsname host;
  if (uname(&host) == 0 && strcmp(host.machine, plan->architecture) != 0) {
    problems_add(problems, 417,
                 "the image was made on %s, this host is %s; restore on a host of that kind",
                 plan->architecture, host.machine);
  }
}

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

static void check_jdk_files(const struct plan *plan, struct problems *problems) {
  size_t wrong = 0;
  for (size_t i = 0; i < plan->jdkFileCount; i++) {
    char *difference = describe_difference(&plan->jdkFiles[i]);
    if (difference == NULL) {
      continue;
    }
    if (wrong++ == 0) {
      problems_add(problems, 413,
                   "the image needs the very JDK build that it was made with; "
                   "install that build at the same place, or make the checkpoint "
                   "anew with this one");
    }
    problems_detail(problems, "%s", difference);
    free(difference);
  }
}

// By size and time: a copy has another inode, and the same file may have been written in place.
static char *describe_change(const struct plan_data_file *file) {
  struct stat status;
  char *difference = describe_difference(&file->file);
  if (difference == NULL && stat(file->file.path, &status) == 0) {
    unsigned long long modified =
        (unsigned long long)status.st_mtim.tv_sec * 1000000000 + (unsigned)status.st_mtim.tv_nsec;
    // An archive keeps seconds only.
    if (modified != file->modified && modified != file->modified / 1000000000 * 1000000000) {
      return text_format("%s has been written since the checkpoint", file->file.path);
    }
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
  check_jdk_files(plan, problems);
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
