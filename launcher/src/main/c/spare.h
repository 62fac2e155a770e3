// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// A second process with the descriptors of the first. Whoever kills the one that keeps what a JVM
// parked (the out-of-memory killer) does not kill both.

#ifndef JCR_SPARE_H
#define JCR_SPARE_H

#include <sys/types.h>

// As fork(2), but in the new process it returns, with 0, only when the one that called it was
// killed. -1: there is none; the caller has to do without.
pid_t spare_start(void);

// Ends it, so that it holds nothing any more. For what spare_start has returned, whatever it was.
void spare_end(pid_t spare);

#endif
