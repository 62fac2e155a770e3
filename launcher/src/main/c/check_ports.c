// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "checks.h"
#include "process.h"
#include "socket_table.h"
#include "text.h"

static bool is_six(const struct plan_listen *listen) {
  return listen->protocol[strlen(listen->protocol) - 1] == '6';
}

static int open_socket(const struct plan_listen *listen) {
  int type = strncmp(listen->protocol, "udp", 3) == 0 ? SOCK_DGRAM : SOCK_STREAM;
  int descriptor = socket(is_six(listen) ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);
  int yes = 1;
  // CRIU binds with these options too (open_inet_sk of its sk-inet.c): connections that are winding
  // down do not count, nor does who shares the port.
  if (descriptor >= 0) {
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
  }
  return descriptor;
}

static int bind_to(int descriptor, const struct plan_listen *listen, const struct endpoint *end) {
  if (is_six(listen)) {
    const char *zone = strchr(listen->address, '%');
    struct sockaddr_in6 address = {.sin6_family = AF_INET6,
                                   .sin6_port = htons(listen->port),
                                   .sin6_addr = end->address,
                                   .sin6_scope_id = zone == NULL ? 0 : if_nametoindex(zone + 1)};
    return bind(descriptor, (struct sockaddr *)&address, sizeof address);
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(listen->port)};
  memcpy(&address.sin_addr, &end->address.s6_addr[12], sizeof address.sin_addr);
  return bind(descriptor, (struct sockaddr *)&address, sizeof address);
}

// Asking the kernel is exact, and costs the same however many connections the host has.
static int try_to_bind(const struct plan_listen *listen, const struct endpoint *end) {
  int descriptor = open_socket(listen);
  if (descriptor < 0) {
    return 0; // no such protocol here: CRIU says so better
  }
  int error = bind_to(descriptor, listen, end) == 0 ? 0 : errno;
  close(descriptor);
  return error;
}

static pid_t find_holder(const struct plan_listen *listen, const struct endpoint *end) {
  char family[4];
  memcpy(family, listen->protocol, 3);
  family[3] = '\0';
  // Each family's sockets can stand in the other's way, and each has its own table.
  for (int six = 0; six <= 1; six++) {
    char *path = text_format("/proc/net/%s%s", family, six ? "6" : "");
    unsigned long inode = socket_table_find(path, end);
    free(path);
    if (inode != 0) {
      return process_find_socket(inode);
    }
  }
  return 0;
}

static void report_taken(const struct plan_listen *listen, const struct endpoint *end,
                         struct problems *problems) {
  pid_t holder = find_holder(listen, end);
  char *label = holder == 0 ? text_format("a process that cannot be seen from here")
                            : text_format("process ");
  char *name = holder == 0 ? text_format("%s", "") : process_label(holder);
  problems_add(problems, 415, "port %u is taken by %s%s; stop it, or restore on another host or (--listen) port",
               (unsigned)listen->port, label, name);
  problems_detail(problems, "the image listens on %s %s port %u", listen->protocol, listen->address,
                  (unsigned)listen->port);
  free(name);
  free(label);
}

static void check_port(const struct plan_listen *listen, struct problems *problems) {
  struct endpoint end;
  if (!endpoint_parse(listen->address, listen->port, is_six(listen), &end)) {
    problems_add(problems, 411, "restore.plan: %s is no address for %s; make the checkpoint anew",
                 listen->address, listen->protocol);
    return;
  }
  int error = try_to_bind(listen, &end);
  if (error == EADDRINUSE) {
    report_taken(listen, &end, problems);
  } else if (error == EADDRNOTAVAIL) {
    problems_add(problems, 415,
                 "port %u: the image listens on %s, which is no address of this host; give the "
                 "host that address, or restore on one that has it",
                 (unsigned)listen->port, listen->address);
  }
}

static bool is_among(const struct plan_listen *listens, size_t count, unsigned short port) {
  for (size_t i = 0; i < count; i++) {
    if (listens[i].port == port) {
      return true;
    }
  }
  return false;
}

static void check_moves(const struct plan *plan, const struct moves *moves,
                        struct problems *problems) {
  for (size_t i = 0; i < moves->count; i++) {
    unsigned from = moves->items[i].from;
    unsigned to = moves->items[i].to;
    if (is_among(plan->binds, plan->bindCount, moves->items[i].from)) {
      continue;
    }
    if (is_among(plan->listens, plan->listenCount, moves->items[i].from)) {
      problems_add(problems, 102,
                   "--listen %u=%u: CRIU binds port %u of this image, and only where it was; leave "
                   "the option out, or make the checkpoint without a rule that keeps that socket "
                   "(what a child process listens on cannot be moved)",
                   from, to, from);
    } else {
      problems_add(problems, 102,
                   "--listen %u=%u: the image does not listen on port %u; name one of the lines "
                   "\"bind\" in its restore.plan",
                   from, to, from);
    }
  }
}

void check_ports(const struct plan *plan, const struct moves *moves, struct problems *problems) {
  check_moves(plan, moves, problems);
  for (size_t i = 0; i < plan->listenCount; i++) {
    check_port(&plan->listens[i], problems);
  }
  for (size_t i = 0; i < plan->bindCount; i++) {
    struct plan_listen moved = plan->binds[i];
    moved.port = moves_port(moves, moved.port);
    check_port(&moved, problems);
  }
}
