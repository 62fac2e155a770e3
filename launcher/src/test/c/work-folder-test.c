// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "work_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

// Makes a work folder where XDG_RUNTIME_DIR has that mode. Was it made there?
static bool is_made_in_one_of_mode(mode_t mode) {
  char parent[] = "/tmp/jcr-unit-XXXXXX";
  struct work_folder work;
  if (mkdtemp(parent) == NULL || chmod(parent, mode) != 0) {
    return false;
  }
  setenv("XDG_RUNTIME_DIR", parent, 1);
  bool made = work_folder_create(&work) == 0;
  bool inside = made && strncmp(work.path, parent, strlen(parent)) == 0;
  work_folder_remove(&work);
  return rmdir(parent) == 0 && made && inside;
}

static void only_a_folder_that_others_cannot_change_takes_it(void) {
  CHECK(is_made_in_one_of_mode(0700));
  CHECK(is_made_in_one_of_mode(01777));
  CHECK(!is_made_in_one_of_mode(0777));
  CHECK(!is_made_in_one_of_mode(0770));
}

static void another_folder_of_that_name_is_not_emptied(void) {
  struct work_folder work;
  char path[128];
  char moved[256];
  char file[256];
  CHECK(work_folder_create(&work) == 0);
  snprintf(path, sizeof path, "%s", work.path);
  snprintf(moved, sizeof moved, "%s.moved", path);
  close(openat(work.descriptor, "log", O_WRONLY | O_CREAT, 0600));
  bool swapped = rename(path, moved) == 0 && mkdir(path, 0700) == 0;
  snprintf(file, sizeof file, "%s/kept", path);
  close(open(file, O_WRONLY | O_CREAT, 0600));
  work_folder_remove(&work);
  bool kept = unlink(file) == 0 && rmdir(path) == 0;
  bool emptied = rmdir(moved) == 0;
  CHECK(swapped && kept && emptied);
}

const struct test_case WORK_FOLDER_CASES[] = {
    CASE(only_a_folder_that_others_cannot_change_takes_it),
    CASE(another_folder_of_that_name_is_not_emptied),
    {0},
};
