// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// A moment up to which something is waited for, of a clock that nobody sets.

#ifndef JCR_DEADLINE_H
#define JCR_DEADLINE_H

#include <stdbool.h>
#include <time.h>

struct timespec deadline_in(unsigned long long seconds);

// False once it has passed; else left is the time until then, for sigtimedwait(2).
bool deadline_left(const struct timespec *deadline, struct timespec *left);

#endif
