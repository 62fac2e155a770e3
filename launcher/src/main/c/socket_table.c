// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "socket_table.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LISTENING = 0x0A };

static void map_four(uint32_t four, struct in6_addr *six) {
  memset(six, 0, sizeof *six);
  six->s6_addr[10] = 0xff;
  six->s6_addr[11] = 0xff;
  memcpy(&six->s6_addr[12], &four, sizeof four);
}

// The kernel prints each 32 bits of the address as a number of the host's byte order.
static bool parse_address(const char *text, size_t length, struct in6_addr *address) {
  uint32_t words[4];
  size_t count = length / 8;
  if (count * 8 != length || (count != 1 && count != 4)) {
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    if (sscanf(text + i * 8, "%8" SCNx32, &words[i]) != 1) {
      return false;
    }
  }
  if (count == 1) {
    map_four(words[0], address);
  } else {
    memcpy(address, words, sizeof words);
  }
  return true;
}

bool socket_row_parse(const char *line, struct socket_row *row) {
  char address[33];
  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
  if (sscanf(line,
             " %*u: %32[0-9A-Fa-f]:%4x %*[0-9A-Fa-f]:%*4x %2x %*x:%*x %*x:%*x %*x %*u %*u %lu",
             address, &row->local.port, &row->state, &row->inode) != 4) {
    return false;
  }
  return parse_address(address, strlen(address), &row->local.address);
}

bool endpoint_parse(const char *address, unsigned port, bool six, struct endpoint *endpoint) {
  char plain[INET6_ADDRSTRLEN];
  uint32_t four;
  endpoint->port = port;
  if (!six) {
    if (inet_pton(AF_INET, address, &four) != 1) {
      return false;
    }
    map_four(four, &endpoint->address);
    return true;
  }
  // The zone of a link-local address (fe80::1%eth0) is no part of what is compared.
  size_t length = strcspn(address, "%");
  if (length >= sizeof plain) {
    return false;
  }
  memcpy(plain, address, length);
  plain[length] = '\0';
  return inet_pton(AF_INET6, plain, &endpoint->address) == 1;
}

static bool is_any_four(const struct in6_addr *address) {
  return IN6_IS_ADDR_V4MAPPED(address) &&
         memcmp(&address->s6_addr[12], &(uint32_t){0}, sizeof(uint32_t)) == 0;
}

static bool covers(const struct in6_addr *one, const struct in6_addr *other) {
  return IN6_IS_ADDR_UNSPECIFIED(one) || (is_any_four(one) && IN6_IS_ADDR_V4MAPPED(other));
}

bool endpoint_overlaps(const struct endpoint *one, const struct endpoint *other) {
  return one->port == other->port &&
         (IN6_ARE_ADDR_EQUAL(&one->address, &other->address) ||
          covers(&one->address, &other->address) || covers(&other->address, &one->address));
}

unsigned long socket_table_find(const char *path, const struct endpoint *wanted) {
  char line[512];
  struct socket_row row;
  unsigned long found = 0;
  FILE *table = fopen(path, "re");
  if (table == NULL) {
    return 0;
  }
  while (fgets(line, sizeof line, table) != NULL) {
    if (!socket_row_parse(line, &row) || row.inode == 0 || !endpoint_overlaps(&row.local, wanted)) {
      continue;
    }
    if (found == 0 || row.state == LISTENING) {
      found = row.inode;
    }
  }
  fclose(table);
  return found;
}
