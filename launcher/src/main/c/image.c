// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

enum { TEXT_LIMIT = 16 << 20 };

static const char DAMAGED[] = "take another copy, or make the checkpoint anew";

static bool open_folder(struct image *image, struct problems *problems) {
  image->descriptor = open(image->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (image->descriptor < 0) {
    problems_add(problems, errno == EACCES ? 418 : 411,
                 "%s cannot be opened: %s; name the folder that a checkpoint made", image->path,
                 strerror(errno));
  }
  return image->descriptor >= 0;
}

// Whoever can write an image decides what the restored process does, with the caller's rights.
static bool is_trusted(const struct stat *status) {
  return status->st_uid == geteuid() && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static void check_owner(const struct image *image, struct problems *problems) {
  struct stat status;
  if (fstat(image->descriptor, &status) == 0 && !is_trusted(&status)) {
    problems_add(problems, 418,
                 "%s belongs to user %u and has mode %04o, so others than user %u can change it; "
                 "restore as its owner, or give it to yourself alone (chown -R, chmod 0700) if you "
                 "trust what is in it",
                 image->path, (unsigned)status.st_uid, (unsigned)(status.st_mode & 07777),
                 (unsigned)geteuid());
  }
}

static bool require_files(const struct image *image, struct problems *problems) {
  static const char *const names[] = {"contents", "restore.plan", "inventory.img"};
  char *missing = text_format("%s", "");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (faccessat(image->descriptor, names[i], R_OK, 0) != 0) {
      char *longer = text_format("%s%s%s", missing, *missing == '\0' ? "" : ", ", names[i]);
      free(missing);
      missing = longer;
    }
  }
  bool complete = *missing == '\0';
  if (!complete) {
    problems_add(problems, 411,
                 "%s is no complete image (missing: %s); name the folder that a checkpoint made",
                 image->path, missing);
  }
  free(missing);
  return complete;
}

struct contents {
  struct image *image;
  struct problems *problems;
  pid_t *ids; // CRIU writes a core-ID.img for every thread
  size_t idCount;
  size_t wrong;
  bool planIsWhole;
  bool inventoryListed;
};

static void add_damage(struct contents *contents, char *detail) {
  if (contents->wrong++ == 0) {
    problems_add(contents->problems, 412, "the image %s is damaged; %s", contents->image->path,
                 DAMAGED);
  }
  problems_detail(contents->problems, "%s", detail);
  free(detail);
}

static void check_file_owner(const struct contents *contents, const struct stat *status,
                             const char *name) {
  if (!is_trusted(status)) {
    problems_add(contents->problems, 418,
                 "%s/%s can be changed by others than user %u; give it to yourself if you trust it",
                 contents->image->path, name, (unsigned)geteuid());
  }
}

static void note_id(struct contents *contents, const char *name) {
  int id;
  int length = 0;
  if (sscanf(name, "core-%9d.img%n", &id, &length) == 1 && length > 0 && name[length] == '\0' &&
      id > 1) { // as in the plan: kill(-1) would mean everybody
    contents->ids = list_grow(contents->ids, contents->idCount, sizeof *contents->ids);
    contents->ids[contents->idCount++] = id;
  }
}

static void check_listed(struct contents *contents, unsigned long long size, const char *name) {
  struct stat status;
  if (fstatat(contents->image->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    add_damage(contents, text_format("%s: %s", name, strerror(errno)));
  } else if (!S_ISREG(status.st_mode)) {
    add_damage(contents, text_format("%s is no regular file", name));
  } else if ((unsigned long long)status.st_size != size) {
    add_damage(contents, text_format("%s has %llu bytes, the checkpoint wrote %llu", name,
                                     (unsigned long long)status.st_size, size));
  } else {
    contents->planIsWhole |= strcmp(name, "restore.plan") == 0;
    contents->inventoryListed |= strcmp(name, "inventory.img") == 0;
    contents->image->size += size;
    note_id(contents, name);
    check_file_owner(contents, &status, name);
  }
}

static void check_line(struct contents *contents, char *line) {
  unsigned long long size;
  char *name = strchr(line, ' ');
  if (name != NULL) {
    *name++ = '\0';
  }
  if (name == NULL || *name == '\0' || strchr(name, '/') != NULL ||
      !text_number(line, 1ull << 62, &size)) {
    add_damage(contents, text_format("contents has a line that is no size and name"));
  } else {
    check_listed(contents, size, name);
  }
}

static void check_contents(struct contents *contents) {
  size_t length;
  char *text = text_read_file(contents->image->descriptor, "contents", TEXT_LIMIT, &length);
  if (text == NULL || length == 0 || text[length - 1] != '\n' || strlen(text) != length) {
    add_damage(contents, text_format("contents cannot be read or breaks off"));
    free(text);
    return;
  }
  for (char *line = text; *line != '\0';) {
    char *end = strchr(line, '\n');
    *end = '\0';
    check_line(contents, line);
    line = end + 1;
  }
  free(text);
  if (contents->wrong == 0 && (!contents->planIsWhole || !contents->inventoryListed)) {
    add_damage(contents, text_format("contents does not list restore.plan and inventory.img"));
  }
}

static void read_plan(struct image *image, struct problems *problems) {
  size_t length;
  char *text = text_read_file(image->descriptor, "restore.plan", TEXT_LIMIT, &length);
  if (text == NULL) {
    problems_add(problems, 411, "%s/restore.plan cannot be read: %s; %s", image->path,
                 strerror(errno), DAMAGED);
    return;
  }
  plan_parse(text, length, &image->plan, problems);
}

void image_open(const char *path, struct image *image, struct problems *problems) {
  *image = (struct image){.path = path, .descriptor = -1};
  if (!open_folder(image, problems)) {
    return;
  }
  check_owner(image, problems);
  if (!require_files(image, problems)) {
    return;
  }
  struct contents contents = {.image = image, .problems = problems};
  check_contents(&contents);
  // A plan that was cut off would only repeat, in darker words, that the image is damaged.
  if (contents.planIsWhole) {
    read_plan(image, problems);
  }
  // A thread that was started after the plan was written is only there.
  for (size_t i = 0; image->plan.idCount > 0 && i < contents.idCount; i++) {
    plan_add_id(&image->plan, contents.ids[i]);
  }
  free(contents.ids);
}

void image_close(struct image *image) {
  if (image->descriptor >= 0) {
    close(image->descriptor);
  }
  plan_free(&image->plan);
}
