// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Copies one stream into another, in a process of its own.

#ifndef JCR_RELAY_H
#define JCR_RELAY_H

#include <sys/types.h>

#include "plan.h"

// Starts copying until the end of `from`, or until nobody reads `to` any more. Gives the process
// id, or -1. The caller closes its own copies of the pipe's ends.
pid_t relay_start(const struct plan *plan, int from, int to);

#endif
