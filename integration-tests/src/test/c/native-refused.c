// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Things that stand in the way of a checkpoint.

#define _GNU_SOURCE

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/if_alg.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <netinet/udp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "native-handles.h"

enum { PAGE = 4096, BLUETOOTH_L2CAP = 0, UNBOUND_PORT = 9 };

static int corked;

// The path has no slash: from the folder that the JVM was started in.
static int open_relative(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "native.sock"};
  int bound = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return bind(bound, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : bound;
}

static int open_alg(void) {
  struct sockaddr_alg address = {
      .salg_family = AF_ALG, .salg_type = "hash", .salg_name = "sha256"};
  int bound = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  return bound < 0 || bind(bound, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : bound;
}

static int open_vsock(void) {
  return socket(AF_VSOCK, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static int open_sctp(void) {
  return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);
}

static int open_bluetooth(void) {
  return socket(AF_BLUETOOTH, SOCK_SEQPACKET | SOCK_CLOEXEC, BLUETOOTH_L2CAP);
}

static int open_xdp(void) {
  return socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
}

static int open_raw(void) {
  return socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
}

static int open_mptcp(void) {
  return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);
}

static int open_packets(void) {
  int packets[2];
  return pipe2(packets, O_DIRECT | O_CLOEXEC) < 0 ? -1 : packets[0];
}

// open(2) knows no such FIFO, so the flag comes later.
static int open_fifo(void) {
  char path[sizeof place + 16];
  snprintf(path, sizeof path, "%s/fifo", place);
  if (mkfifo(path, 0600) < 0) {
    return -1;
  }
  int both = open(path, O_RDWR | O_CLOEXEC);
  return both < 0 || fcntl(both, F_SETFL, O_DIRECT) < 0 ? -1 : both;
}

static int open_corked(void) {
  struct sockaddr_in discard = {.sin_family = AF_INET,
                                .sin_port = htons(UNBOUND_PORT),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1;
  corked = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return connect(corked, (struct sockaddr *)&discard, sizeof discard) < 0 ||
                 setsockopt(corked, IPPROTO_UDP, UDP_CORK, &on, sizeof on) < 0 ||
                 send(corked, "held back", 9, 0) != 9
             ? -1
             : corked;
}

static const char *uncork(void) {
  int off = 0;
  return setsockopt(corked, IPPROTO_UDP, UDP_CORK, &off, sizeof off) < 0 ? "uncork" : NULL;
}

// Marked for removal: the kernel keeps it for as long as it is attached.
static int open_shared_memory(void) {
  int id = shmget(IPC_PRIVATE, PAGE, 0600);
  void *memory = id < 0 ? (void *)-1 : shmat(id, NULL, 0);
  if (id >= 0) {
    shmctl(id, IPC_RMID, NULL);
  }
  return memory == (void *)-1 ? -1 : 0;
}

static int open_uring(void) {
  struct io_uring_params parameters = {0};
  return (int)syscall(SYS_io_uring_setup, 4, &parameters);
}

static int open_perf(void) {
  struct perf_event_attr event = {
      .type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_TASK_CLOCK};
  return (int)syscall(SYS_perf_event_open, &event, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

static int open_bpf(void) {
  union bpf_attr map;
  memset(&map, 0, sizeof map);
  map.map_type = BPF_MAP_TYPE_ARRAY;
  map.key_size = sizeof(uint32_t);
  map.value_size = sizeof(uint32_t);
  map.max_entries = 1;
  return (int)syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

static int open_userfault(void) {
  return (int)syscall(SYS_userfaultfd, O_CLOEXEC);
}

static int open_fanotify(void) {
  return fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC, O_RDONLY);
}

const struct thing REFUSED[] = {
    {"relative path", open_relative, NULL},
    {"ALG", open_alg, NULL},
    {"AF_VSOCK", open_vsock, NULL},
    {"SCTP", open_sctp, NULL},
    {"L2CAP", open_bluetooth, NULL},
    {"XDP", open_xdp, NULL},
    {"RAW", open_raw, NULL},
    {"MPTCP", open_mptcp, NULL},
    {"packet pipe", open_packets, NULL},
    {"packet FIFO", open_fifo, NULL},
    {"corked UDP", open_corked, uncork},
    {"System V shared memory", open_shared_memory, NULL},
    {"io_uring", open_uring, NULL},
    {"perf event", open_perf, NULL},
    {"bpf", open_bpf, NULL},
    {"userfaultfd", open_userfault, NULL},
    {"fanotify", open_fanotify, NULL},
    {0},
};
