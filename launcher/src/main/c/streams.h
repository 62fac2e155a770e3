// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The launcher's own standard streams, made ready to become those of the restored process.

#ifndef JCR_STREAMS_H
#define JCR_STREAMS_H

#include <stdbool.h>
#include <sys/types.h>

#include "plan.h"

enum { STREAM_COUNT = 3 };

struct streams {
  const char *keys[STREAM_COUNT]; // CRIU's name of what the stream replaces; NULL: not replaced
  int descriptors[STREAM_COUNT];  // what goes to CRIU
  pid_t relays[STREAM_COUNT];     // the process that copies, or 0
};

// False with errno: no descriptor, pipe or process could be had.
bool streams_prepare(const struct plan *plan, struct streams *streams);

// Closes the launcher's copies of what went to CRIU, so that ends of streams are seen.
void streams_release(struct streams *streams);

// The application has ended: lets the relays bring its last words out, for a bounded time.
void streams_finish(struct streams *streams);

#endif
