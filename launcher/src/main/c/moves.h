// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Ports that the restored process is to listen on instead of those of the image.

#ifndef JCR_MOVES_H
#define JCR_MOVES_H

#include <stdbool.h>
#include <stddef.h>

struct move {
  unsigned short from;
  unsigned short to;
};

struct moves {
  struct move *items;
  size_t count;
};

// Reads OLD=NEW. False: it is no such thing.
bool moves_add(struct moves *moves, const char *text);

// Where a port goes; the same where nobody wants it elsewhere.
unsigned short moves_port(const struct moves *moves, unsigned short port);

// A memory file with a line for each, which the restored process reads. -1: errno is set.
int moves_write(const struct moves *moves);

void moves_free(struct moves *moves);

#endif
