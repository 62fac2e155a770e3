// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Versions of CRIU and of the kernel: 4.2.1.

#ifndef JCR_VERSION_H
#define JCR_VERSION_H

#include <stdbool.h>

struct version {
  unsigned long major;
  unsigned long minor;
  unsigned long patch;
};

// Reads the numbers in front of a text such as 6.18.44-generic. False: it does not begin with two.
bool version_parse(const char *text, struct version *version);

// Less than 0, 0, or more than 0, as strcmp(3).
int version_compare(const struct version *first, const struct version *second);

// 4.2.1, or 4.2 where the last number is 0; fresh.
char *version_text(const struct version *version);

// Of the running kernel.
struct version version_of_kernel(void);

#endif
