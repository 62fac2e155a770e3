// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The list of everything that stands in the way, so that a user sees all of it at once.

#ifndef JCR_PROBLEMS_H
#define JCR_PROBLEMS_H

#include <stddef.h>
#include <stdio.h>

struct problem {
  int code;       // the nnn of JCR-nnn, see docs/troubleshooting.md
  char *text;     // "what; what to do", one line
  char **details; // quoted lines
  size_t detailCount;
};

struct problems {
  struct problem *items;
  size_t count;
};

void problems_add(struct problems *problems, int code, const char *pattern, ...)
    __attribute__((format(printf, 3, 4)));

// One more quoted line below the problem that was added last.
void problems_detail(struct problems *problems, const char *pattern, ...)
    __attribute__((format(printf, 2, 3)));

void problems_print(const struct problems *problems, FILE *out);

// The exit status of the contract: 64 usage, 3 host, 4 image, 5 CRIU; the first of these that
// occurs.
int problems_exit_status(const struct problems *problems);

void problems_free(struct problems *problems);

#endif
