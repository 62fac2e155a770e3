// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *require_memory(void *memory) {
  if (memory == NULL) {
    static const char message[] = "jcr: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(1);
  }
  return memory;
}

char *text_format(const char *pattern, ...) {
  va_list arguments;
  char *text = NULL;
  va_start(arguments, pattern);
  int length = vasprintf(&text, pattern, arguments);
  va_end(arguments);
  return require_memory(length < 0 ? NULL : text);
}

void *list_grow(void *items, size_t count, size_t itemSize) {
  // Capacity is the next power of two, so only a count that is one needs room.
  if (count != 0 && (count & (count - 1)) != 0) {
    return items;
  }
  return require_memory(reallocarray(items, count == 0 ? 1 : count * 2, itemSize));
}

bool text_number(const char *text, unsigned long long max, unsigned long long *number) {
  unsigned long long value = 0;
  if (*text == '\0') {
    return false;
  }
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') {
      return false;
    }
    unsigned digit = (unsigned)(*text - '0');
    if (digit > max || value > (max - digit) / 10) {
      return false;
    }
    value = value * 10 + digit;
  }
  *number = value;
  return true;
}

static char *read_from(int file, off_t offset, size_t length, size_t *got) {
  char *text = require_memory(malloc(length + 1));
  size_t have = 0;
  while (have < length) {
    ssize_t step = pread(file, text + have, length - have, offset + (off_t)have);
    if (step < 0 && errno == EINTR) {
      continue;
    }
    if (step <= 0) {
      break;
    }
    have += (size_t)step;
  }
  text[have] = '\0';
  *got = have;
  return text;
}

static char *read_part(int folder, const char *name, size_t limit, bool tail, size_t *length) {
  int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (file < 0) {
    return NULL;
  }
  char *text = NULL;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    errno = EINVAL;
  } else if ((unsigned long long)status.st_size <= limit) {
    text = read_from(file, 0, (size_t)status.st_size, length);
  } else if (tail) {
    text = read_from(file, status.st_size - (off_t)limit, limit, length);
  } else {
    errno = EFBIG;
  }
  int error = errno;
  close(file);
  errno = error;
  return text;
}

char *text_read_file(int folder, const char *name, size_t limit, size_t *length) {
  return read_part(folder, name, limit, false, length);
}

char *text_read_tail(int folder, const char *name, size_t limit) {
  size_t length;
  return read_part(folder, name, limit, true, &length);
}

// U+0080 to U+009F, as UTF-8: a terminal may take U+009B for the beginning of a command.
static bool is_c1(const char *at) {
  return (unsigned char)at[0] == 0xc2 && (unsigned char)at[1] >= 0x80 &&
         (unsigned char)at[1] <= 0x9f;
}

char *text_printable(char *text) {
  for (char *at = text; *at != '\0'; at++) {
    if (is_c1(at)) {
      *at++ = '?';
      *at = '?';
    } else if ((unsigned char)*at < ' ' || *at == 0x7f) {
      *at = '?';
    }
  }
  return text;
}

char *text_quoted(const char *text) {
  static const char QUOTE[] = "'\\''";
  char *quoted = malloc(strlen(text) * (sizeof QUOTE - 1) + sizeof "''");
  if (quoted == NULL) {
    abort();
  }
  char *at = quoted;
  *at++ = '\'';
  for (; *text != '\0'; text++) {
    if (*text == '\'') {
      at = stpcpy(at, QUOTE);
    } else {
      *at++ = *text;
    }
  }
  *at++ = '\'';
  *at = '\0';
  return quoted;
}
