// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Text helpers: allocation that cannot fail silently, numbers, files, names fit for a terminal.

#ifndef JCR_TEXT_H
#define JCR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

// A fresh string; ends the program with status 1 where memory is out, so callers need no check.
char *text_format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

// Grows a list to hold one more item of itemSize bytes; gives the (moved) list.
void *list_grow(void *items, size_t count, size_t itemSize);

// Reads a whole non-negative decimal number not above max. False for anything else.
bool text_number(const char *text, unsigned long long max, unsigned long long *number);

// The whole file, closed by a NUL; *length without it. NULL with errno set: also EFBIG beyond
// limit.
char *text_read_file(int folder, const char *name, size_t limit, size_t *length);

// The last bytes of a file (at most limit), closed by a NUL, or NULL.
char *text_read_tail(int folder, const char *name, size_t limit);

// Replaces control characters, in place, so that a name cannot drive the reader's terminal.
char *text_printable(char *text);

// As one word of a shell, whatever is in it. Fresh.
char *text_quoted(const char *text);

#endif
