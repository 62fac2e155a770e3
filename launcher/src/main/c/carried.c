// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "carried.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "plan.h"
#include "seal.h"
#include "text.h"

enum { TEXT_LIMIT = 16 << 20 };

static const char COPY_NEW[] = ".copy.new";

// By size: the flight recorder appends, and the size of performance counters never changes.
static bool is_copied(int from, int folder, const char *name) {
  struct stat file;
  struct stat copy;
  return fstat(from, &file) == 0 && fstatat(folder, name, &copy, AT_SYMLINK_NOFOLLOW) == 0 &&
         file.st_size == copy.st_size;
}

static int copy_to(int from, int folder, const char *name) {
  int to = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int result = to < 0 ? -1 : descriptors_copy(from, to);
  int error = errno;
  if (to >= 0) {
    close(to);
  }
  errno = error;
  return result;
}

// Beside it first: where that fails (a full disk), the copy that is there is all that there is.
static int copy_again(int from, int folder, const char *name) {
  unlinkat(folder, COPY_NEW, 0);
  if (copy_to(from, folder, COPY_NEW) == 0 && renameat(folder, COPY_NEW, folder, name) == 0) {
    return 0;
  }
  int error = errno;
  unlinkat(folder, COPY_NEW, 0);
  errno = error;
  return -1;
}

// A file that is gone by now needs no better copy.
static int refresh(int folder, const struct plan_made_file *file) {
  int from = open(file->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (from < 0) {
    return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
  }
  int result = is_copied(from, folder, file->name) ? 0 : copy_again(from, folder, file->name);
  int error = errno;
  close(from);
  errno = error;
  return result;
}

// The process is gone, and its file is still there: the image can be completed by hand.
static void note_failure(const char *image, int folder, const struct plan_made_file *file) {
  int code = seal_code(errno);
  const char *reason = strerror(errno);
  char *folder_word = text_quoted(image);
  char *from = text_quoted(file->path);
  char *to = text_quoted(file->name);
  char *sentence = text_format(
      "JCR-%d: %s was written to until the dump, and cannot be copied to %s/%s again: %s; mend that, "
      "then: cd %s && cp %s %s && rm keeper.error && stat -c '%%s %%n' * >../contents && "
      "mv ../contents . and rename the folder",
      code, file->path, image, file->name, reason, folder_word, from, to);
  free(folder_word);
  free(from);
  free(to);
  seal_note(folder, sentence);
  free(sentence);
}

// An image whose plan cannot be read is refused when it is restored; here it has none.
static int refresh_all(const char *image, int folder) {
  size_t length;
  struct plan plan = {0};
  struct problems problems = {0};
  char *text = text_read_file(folder, "restore.plan", TEXT_LIMIT, &length);
  int result = 0;
  if (text != NULL && plan_parse(text, length, &plan, &problems)) {
    for (size_t i = 0; result == 0 && i < plan.madeFileCount; i++) {
      result = refresh(folder, &plan.madeFiles[i]);
      if (result != 0) {
        note_failure(image, folder, &plan.madeFiles[i]);
      }
    }
  }
  plan_free(&plan);
  problems_free(&problems);
  return result;
}

int carried_refresh(const char *image) {
  int folder = open(image, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) {
    return -1;
  }
  int result = refresh_all(image, folder);
  close(folder);
  return result;
}
