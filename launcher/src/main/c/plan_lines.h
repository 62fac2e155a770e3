// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The kinds of lines of a restore plan, but its first.

#ifndef JCR_PLAN_LINES_H
#define JCR_PLAN_LINES_H

#include "plan.h"

// Cuts the first word off: gives it, and moves the rest behind the blank.
char *plan_take_word(char **rest);

bool plan_take_number(char **rest, unsigned long long max, unsigned long long *number);

// Adds what the line says to the plan. False: a problem was added.
bool plan_parse_line(char *line, size_t number, struct plan *plan, struct problems *problems);

extern const char PLAN_REMEDY[];

#endif
