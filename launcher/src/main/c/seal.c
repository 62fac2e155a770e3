// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text.h"

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1 // linux/fs.h
#endif

// Enough for a file for each thread that a host has room for unless told otherwise: 32768
// (pid_max, proc(5)) lines of 32 bytes.
enum { RESERVED_BYTES = 1 << 20 };

static const char CONTENTS[] = "contents";
static const char CONTENTS_NEW[] = ".contents.new";
static const char ERROR_FILE[] = "keeper.error";
static const char INVENTORY[] = "inventory.img"; // CRIU writes it last

struct listing {
  char **lines;
  size_t count;
};

static int compare_lines(const void *one, const void *other) {
  return strcmp(strchr(*(char *const *)one, ' '), strchr(*(char *const *)other, ' '));
}

static int list_file(int folder, const char *name, struct listing *listing) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return -1;
  }
  if (!S_ISREG(status.st_mode)) {
    return 0;
  }
  if (fchmodat(folder, name, 0600, 0) != 0) {
    return -1;
  }
  listing->lines = list_grow(listing->lines, listing->count, sizeof *listing->lines);
  listing->lines[listing->count++] =
      text_format("%llu %s\n", (unsigned long long)status.st_size, name);
  return 0;
}

static bool is_listed(const char *name) {
  return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, CONTENTS) != 0 &&
         strcmp(name, CONTENTS_NEW) != 0;
}

static int list_files(int folder, struct listing *listing) {
  DIR *entries = fdopendir(dup(folder));
  int result = entries == NULL ? -1 : 0;
  for (struct dirent *entry; result == 0 && (entry = readdir(entries)) != NULL;) {
    if (is_listed(entry->d_name)) {
      result = list_file(folder, entry->d_name, listing);
    }
  }
  if (entries != NULL) {
    closedir(entries);
  }
  qsort(listing->lines, listing->count, sizeof *listing->lines, compare_lines);
  return result;
}

// Opens it without giving up the room that it has.
static int open_new(int folder) {
  return openat(folder, CONTENTS_NEW, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int seal_code(int error) { return error == ENOSPC || error == EDQUOT ? 404 : 403; }

int seal_reserve(const char *temporary) {
  int folder = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int file = folder < 0 ? -1 : open_new(folder);
  int error = file < 0 ? errno : posix_fallocate(file, 0, RESERVED_BYTES);
  if (file >= 0) {
    close(file);
  }
  if (folder >= 0) {
    close(folder);
  }
  errno = error;
  return error == 0 ? 0 : -1;
}

static int write_lines(int folder, const struct listing *listing) {
  int descriptor = open_new(folder);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (file == NULL) {
    return -1;
  }
  for (size_t i = 0; i < listing->count; i++) {
    fputs(listing->lines[i], file);
  }
  bool written = fflush(file) == 0 && ftruncate(descriptor, ftell(file)) == 0;
  return fclose(file) == 0 && written ? 0 : -1;
}

static int write_contents(int folder) {
  struct listing listing = {0};
  int result = list_files(folder, &listing) == 0 && write_lines(folder, &listing) == 0 &&
                       renameat(folder, CONTENTS_NEW, folder, CONTENTS) == 0
                   ? 0
                   : -1;
  int error = errno;
  for (size_t i = 0; i < listing.count; i++) {
    free(listing.lines[i]);
  }
  free(listing.lines);
  errno = error;
  return result;
}

static int rename_new(const char *from, const char *to) {
  struct stat status;
  if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
    return 0;
  }
  if (errno != EINVAL && errno != ENOSYS) {
    return -1;
  }
  // A file system without the flag (NFS): rename(2) itself refuses any name but an empty folder's.
  if (lstat(to, &status) == 0) {
    errno = EEXIST;
    return -1;
  }
  return rename(from, to);
}

static char *describe_failure(const char *temporary, const char *final, bool listed, int error) {
  if (!listed) {
    char *folder = text_quoted(temporary);
    char *sentence =
        text_format("JCR-%d: the list of what is in %s cannot be written: %s; mend that, then: "
                    "cd %s && stat -c '%%s %%n' * >../contents && mv ../contents .",
                    seal_code(error), temporary, strerror(error), folder);
    free(folder);
    return sentence;
  }
  if (error == EEXIST) {
    return text_format("JCR-401: %s appeared during the dump; the complete image is %s, rename it",
                       final, temporary);
  }
  return text_format("JCR-403: the image cannot become %s: %s; the complete image is %s, rename it",
                     final, strerror(error), temporary);
}

void seal_note(int folder, const char *sentence) {
  // Into the room that is reserved, if the list has not taken it: the disk may be full.
  renameat(folder, CONTENTS_NEW, folder, ERROR_FILE);
  int descriptor = openat(folder, ERROR_FILE, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    int length = dprintf(descriptor, "%s\n", sentence);
    (void)!ftruncate(descriptor, length > 0 ? length : 0);
    close(descriptor);
  }
}

// There is a process no more, only what CRIU wrote: it is kept, and told how it can be used.
static int finish(int folder, const char *temporary, const char *final) {
  bool listed = write_contents(folder) == 0;
  if (listed && rename_new(temporary, final) == 0) {
    return 0;
  }
  char *sentence = describe_failure(temporary, final, listed, errno);
  seal_note(folder, sentence);
  free(sentence);
  return -1;
}

int seal_image(const char *temporary, const char *final) {
  int folder = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return -1;
  }
  int result = -1;
  if (faccessat(folder, INVENTORY, F_OK, 0) == 0) {
    result = finish(folder, temporary, final);
  }
  close(folder);
  return result;
}

static void remove_files(DIR *folder) {
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    unlinkat(dirfd(folder), entry->d_name, 0); // fails for . and ..
  }
}

void seal_discard(const char *temporary) {
  DIR *folder = opendir(temporary);
  if (folder != NULL) {
    remove_files(folder);
    rmdir(temporary);
    closedir(folder);
  }
}

void seal_discard_incomplete(const char *temporary) {
  int folder = open(temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return;
  }
  if (faccessat(folder, INVENTORY, F_OK, 0) != 0) {
    seal_discard(temporary);
  }
  close(folder);
}
