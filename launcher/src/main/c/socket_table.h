// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// /proc/net/tcp and its like: who is bound to an address.

#ifndef JCR_SOCKET_TABLE_H
#define JCR_SOCKET_TABLE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

// An IPv4 address is held as ::ffff:a.b.c.d.
struct endpoint {
  struct in6_addr address;
  unsigned port;
};

struct socket_row {
  struct endpoint local;
  unsigned state; // 0x0A is TCP_LISTEN, include/net/tcp_states.h
  unsigned long inode;
};

// One line of the table. False for the heading and for what is none.
bool socket_row_parse(const char *line, struct socket_row *row);

// False where the text is no address of that family.
bool endpoint_parse(const char *address, unsigned port, bool six, struct endpoint *endpoint);

// Would binding both fail? An address that stands for all of its family overlaps each of them.
bool endpoint_overlaps(const struct endpoint *one, const struct endpoint *other);

// The inode of a socket that overlaps, a listening one if there is any; 0 for none.
unsigned long socket_table_find(const char *path, const struct endpoint *wanted);

#endif
