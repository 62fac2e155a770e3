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

void check_files(const struct plan *plan, struct problems *problems) {
  check_jdk_files(plan, problems);
  for (size_t i = 0; i < plan->fileCount; i++) {
    char *difference = describe_difference(&plan->files[i]);
    if (difference != NULL) {
      problems_add(problems, 414, "%s; bring back the file as it was, or make the checkpoint anew",
                   difference);
      free(difference);
    }
  }
}
