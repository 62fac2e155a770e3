// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text.h"

static bool parse_port(const char *text, unsigned short *port) {
  unsigned long long number;
  if (!text_number(text, 65535, &number) || number == 0) {
    return false;
  }
  *port = (unsigned short)number;
  return true;
}

bool moves_add(struct moves *moves, const char *text) {
  struct move move;
  const char *equals = strchr(text, '=');
  if (equals == NULL) {
    return false;
  }
  char *from = text_format("%.*s", (int)(equals - text), text);
  bool good = parse_port(from, &move.from) && parse_port(equals + 1, &move.to);
  free(from);
  if (good) {
    moves->items = list_grow(moves->items, moves->count, sizeof move);
    moves->items[moves->count++] = move;
  }
  return good;
}

unsigned short moves_port(const struct moves *moves, unsigned short port) {
  for (size_t i = 0; i < moves->count; i++) {
    if (moves->items[i].from == port) {
      return moves->items[i].to;
    }
  }
  return port;
}

int moves_write(const struct moves *moves) {
  int descriptor = memfd_create("jcr-arguments", MFD_CLOEXEC);
  for (size_t i = 0; descriptor >= 0 && i < moves->count; i++) {
    if (dprintf(descriptor, "listen %u %u\n", (unsigned)moves->items[i].from,
                (unsigned)moves->items[i].to) < 0) {
      close(descriptor);
      return -1;
    }
  }
  return descriptor;
}

void moves_free(struct moves *moves) {
  free(moves->items);
  *moves = (struct moves){0};
}
