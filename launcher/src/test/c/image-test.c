// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "image.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static const char PLAN[] = "jcr-restore-plan 1\ncheckpoint 1\narch x86_64\nid 5\n";

static char folder[] = "/tmp/jcr-unit-XXXXXX";

static void put(const char *name, const char *text) {
  int parent = open(folder, O_RDONLY | O_DIRECTORY);
  int file = openat(parent, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dprintf(file, "%s", text);
  close(file);
  close(parent);
}

static void make_folder(const char *contents) {
  strcpy(folder, "/tmp/jcr-unit-XXXXXX");
  if (mkdtemp(folder) != NULL) {
    put("restore.plan", PLAN);
    put("inventory.img", "12345");
    put("contents", contents);
  }
}

static void remove_folder(void) {
  static const char *const names[] = {"restore.plan", "inventory.img", "contents", "link",
                                      "core-5.img",   "core-6.img",    "core-1.img"};
  int parent = open(folder, O_RDONLY | O_DIRECTORY);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    unlinkat(parent, names[i], 0);
  }
  close(parent);
  rmdir(folder);
}

// Opens ./folder and says whether the problems are just that one; words NULL: there is none.
static bool opens_with(int code, const char *words) {
  struct image image;
  struct problems problems = {0};
  image_open(folder, &image, &problems);
  bool right = words == NULL ? problems.count == 0 && image.plan.idCount == 1
                             : problems.count == 1 && has_problem(&problems, code, words);
  if (!right) {
    problems_print(&problems, stdout);
  }
  image_close(&image);
  problems_free(&problems);
  return right;
}

static bool contents_give(const char *contents, int code, const char *words) {
  make_folder(contents);
  bool right = opens_with(code, words);
  remove_folder();
  return right;
}

static void whole_image_is_opened(void) {
  CHECK(contents_give("5 inventory.img\n49 restore.plan\n", 0, NULL));
}

static void damaged_contents_are_told(void) {
  CHECK(contents_give("", 412, "contents cannot be read or breaks off"));
  CHECK(contents_give("5 inventory.img\n49 restore.plan", 412, "breaks off"));
  CHECK(contents_give("4 inventory.img\n49 restore.plan\n", 412, "the checkpoint wrote 4"));
  CHECK(contents_give("5 inventory.img\n", 412, "does not list restore.plan"));
  CHECK(contents_give("5 inventory.img\n49 restore.plan\n7 gone\n", 412, "gone: No such file"));
  CHECK(contents_give("5 inventory.img\n49 restore.plan\nrubbish\n", 412, "no size and name"));
  CHECK(contents_give("5 inventory.img\n49 restore.plan\n5 ../x\n", 412, "no size and name"));
}

static void ids_of_cores_join_those_of_the_plan(void) {
  struct image image;
  struct problems problems = {0};
  make_folder("5 inventory.img\n49 restore.plan\n2 core-6.img\n1 core-5.img\n1 core-1.img\n");
  put("core-6.img", "12");
  put("core-5.img", "1");
  put("core-1.img", "1");
  image_open(folder, &image, &problems);
  bool right = problems.count == 0 && image.plan.idCount == 2 && image.plan.ids[0] == 5 &&
               image.plan.ids[1] == 6 && image.size == 5 + 49 + 2 + 1 + 1;
  image_close(&image);
  problems_free(&problems);
  remove_folder();
  CHECK(right);
}

static void links_and_foreign_files_are_no_part_of_an_image(void) {
  make_folder("5 inventory.img\n49 restore.plan\n12 link\n");
  int parent = open(folder, O_RDONLY | O_DIRECTORY);
  CHECK(symlinkat("restore.plan", parent, "link") == 0);
  bool link = opens_with(412, "link is no regular file");
  unlinkat(parent, "link", 0);
  put("contents", "5 inventory.img\n49 restore.plan\n");
  fchmodat(parent, "inventory.img", 0622, 0);
  bool writable = opens_with(418, "inventory.img can be changed by others");
  fchmodat(parent, "inventory.img", 0600, 0);
  close(parent);
  chmod(folder, 0702);
  bool open_folder = opens_with(418, "has mode 0702");
  chmod(folder, 0700);
  remove_folder();
  CHECK(link && writable && open_folder);
}

const struct test_case IMAGE_CASES[] = {
    CASE(whole_image_is_opened),
    CASE(damaged_contents_are_told),
    CASE(ids_of_cores_join_those_of_the_plan),
    CASE(links_and_foreign_files_are_no_part_of_an_image),
    {0},
};
