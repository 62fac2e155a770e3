// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Things that a checkpoint carries. Each use leaves a thing as it was.

#define _GNU_SOURCE

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "native-handles.h"

enum { BOUND_MILLIS = 10000, HOUR = 3600, COUNT = 5, MARK = 77 };

static int half;
static int daemon_end;
static int log_end;
static int timer;
static int signals;
static int watch;
static int counter;
static int poller;
static int route;
static int packet;

static long long now_millis(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

// Whether it can be read by then; errno says why not.
static bool comes_by(int descriptor, long long end) {
  struct pollfd one = {.fd = descriptor, .events = POLLIN};
  long long left = end - now_millis();
  int ready = poll(&one, 1, left > 0 ? (int)left : 0);
  if (ready == 0) {
    errno = ETIMEDOUT;
  }
  return ready > 0 && (one.revents & POLLIN) != 0;
}

static bool comes(int descriptor) { return comes_by(descriptor, now_millis() + BOUND_MILLIS); }

static const char *wrong(const char *what) {
  errno = EBADMSG;
  return what;
}

static int open_half(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
    return -1;
  }
  half = pair[0];
  close(pair[1]);
  return half;
}

static const char *use_half(void) {
  char byte;
  if (recv(half, &byte, 1, MSG_DONTWAIT) != 0) {
    return "recv gives no end";
  }
  if (send(half, "x", 1, MSG_NOSIGNAL) >= 0 || errno != EPIPE) {
    return "send is not refused";
  }
  return NULL;
}

static bool log_address(struct sockaddr_un *address) {
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  int length = snprintf(address->sun_path, sizeof address->sun_path, "%s/devlog", place);
  errno = ENAMETOOLONG;
  return length < (int)sizeof address->sun_path;
}

// The daemon's end: in the process of the test.
static int open_daemon(void) {
  struct sockaddr_un address;
  if (!log_address(&address)) {
    return -1;
  }
  daemon_end = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return bind(daemon_end, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : daemon_end;
}

static const char *use_daemon(void) {
  char text[16];
  if (!comes(daemon_end) || recv(daemon_end, text, sizeof text, MSG_DONTWAIT) != 2) {
    return "recv";
  }
  return memcmp(text, "hi", 2) == 0 ? NULL : wrong("another text");
}

static int open_log(void) {
  struct sockaddr_un address;
  if (!log_address(&address)) {
    return -1;
  }
  log_end = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return connect(log_end, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : log_end;
}

static const char *use_log(void) {
  return send(log_end, "hi", 2, MSG_NOSIGNAL) == 2 ? NULL : "send";
}

static int arm_timer(time_t seconds, long nanoseconds) {
  struct itimerspec times = {.it_interval.tv_sec = HOUR,
                             .it_value = {.tv_sec = seconds, .tv_nsec = nanoseconds}};
  return timerfd_settime(timer, 0, &times, NULL);
}

static int open_timer(void) {
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  return arm_timer(HOUR, 0) < 0 ? -1 : timer;
}

// The rest of the hour and the interval are still there; then it fires, and is as before.
static const char *use_timer(void) {
  struct itimerspec times = {0};
  uint64_t count = 0;
  if (timerfd_gettime(timer, &times) < 0 || times.it_interval.tv_sec != HOUR ||
      times.it_value.tv_sec < HOUR / 2) {
    return wrong("another time");
  }
  if (arm_timer(0, 1) < 0 || !comes(timer) || read(timer, &count, sizeof count) != sizeof count) {
    return "timer does not fire";
  }
  return arm_timer(HOUR, 0) < 0 ? "timerfd_settime" : NULL;
}

static int open_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN + 3);
  signals = signalfd(-1, &set, SFD_CLOEXEC);
  return signals;
}

// To this thread alone, which has it blocked: all others would die of it.
static const char *use_signals(void) {
  sigset_t set;
  struct signalfd_siginfo told = {0};
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN + 3);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_kill(pthread_self(), SIGRTMIN + 3);
  bool read_it = comes(signals) && read(signals, &told, sizeof told) == sizeof told;
  if (!read_it) {
    return "signalfd tells nothing"; // and the signal stays blocked
  }
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  return told.ssi_signo == (uint32_t)SIGRTMIN + 3 ? NULL : wrong("another signal");
}

static int open_watch(void) {
  watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  return inotify_add_watch(watch, place, IN_CREATE | IN_DELETE) < 0 ? -1 : watch;
}

static bool reports(const char *name, uint32_t mask) {
  _Alignas(struct inotify_event) char bytes[4096];
  long long end = now_millis() + BOUND_MILLIS;
  while (comes_by(watch, end)) {
    ssize_t size = read(watch, bytes, sizeof bytes);
    for (char *at = bytes; at < bytes + size;) {
      const struct inotify_event *event = (const struct inotify_event *)at;
      if (event->mask == mask && event->len > 0 && strcmp(event->name, name) == 0) {
        return true;
      }
      at += sizeof *event + event->len;
    }
  }
  return false;
}

static const char *use_watch(void) {
  char path[sizeof place + 16];
  snprintf(path, sizeof path, "%s/watched", place);
  int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0 || close(file) < 0 || !reports("watched", IN_CREATE)) {
    return "inotify does not report a new file";
  }
  unlink(path);
  return reports("watched", IN_DELETE) ? NULL : "inotify does not report a deleted file";
}

static int open_counter(void) {
  counter = eventfd(COUNT, EFD_CLOEXEC | EFD_NONBLOCK);
  return counter;
}

static const char *use_counter(void) {
  uint64_t count = 0;
  if (read(counter, &count, sizeof count) != sizeof count || count != COUNT) {
    return "eventfd has lost its count";
  }
  count = 2;
  if (write(counter, &count, sizeof count) != sizeof count) {
    return "write of an eventfd";
  }
  count = COUNT - 2;
  return write(counter, &count, sizeof count) == sizeof count ? NULL : "write of an eventfd";
}

static int open_poller(void) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = MARK};
  poller = epoll_create1(EPOLL_CLOEXEC);
  return epoll_ctl(poller, EPOLL_CTL_ADD, counter, &event) < 0 ? -1 : poller;
}

static const char *use_poller(void) {
  struct epoll_event event = {0};
  uint64_t count;
  if (epoll_wait(poller, &event, 1, BOUND_MILLIS) != 1 || event.data.u64 != MARK) {
    return "epoll does not see what can be read";
  }
  if (read(counter, &count, sizeof count) != sizeof count) {
    return "read of an eventfd";
  }
  if (epoll_wait(poller, &event, 1, 0) != 0) {
    return "epoll sees what cannot be read";
  }
  return write(counter, &count, sizeof count) == sizeof count ? NULL : "write of an eventfd";
}

static int open_route(void) {
  struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  route = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  return bind(route, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : route;
}

static const char *use_route(void) {
  struct {
    struct nlmsghdr header;
    struct ifinfomsg body;
  } ask = {.header = {.nlmsg_len = sizeof ask, .nlmsg_type = RTM_GETLINK,
                      .nlmsg_flags = NLM_F_REQUEST},
           .body = {.ifi_family = AF_UNSPEC, .ifi_index = (int)if_nametoindex("lo")}};
  _Alignas(struct nlmsghdr) char bytes[16384];
  if (send(route, &ask, sizeof ask, 0) != sizeof ask || !comes(route)) {
    return "netlink gives no answer";
  }
  ssize_t size = recv(route, bytes, sizeof bytes, MSG_DONTWAIT);
  const struct nlmsghdr *header = (const struct nlmsghdr *)bytes;
  return size > 0 && header->nlmsg_type == RTM_NEWLINK ? NULL : wrong("no link");
}

static int open_packet(void) {
  struct sockaddr_ll address = {.sll_family = AF_PACKET,
                                .sll_protocol = htons(ETH_P_IP),
                                .sll_ifindex = (int)if_nametoindex("lo")};
  packet = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return bind(packet, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : packet;
}

// Looks for a word of its own among what else goes over the loopback device; not for that of an
// earlier use, which is seen twice: going and coming.
static const char *use_packet(void) {
  static const char WORD[] = "jcr-packet-word";
  char bytes[65536];
  long long end = now_millis() + BOUND_MILLIS;
  while (recv(packet, bytes, sizeof bytes, MSG_DONTWAIT) >= 0 && now_millis() < end) {
  }
  struct sockaddr_in discard = {.sin_family = AF_INET,
                                .sin_port = htons(9),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ssize_t sent =
      sendto(sender, WORD, sizeof WORD, 0, (struct sockaddr *)&discard, sizeof discard);
  close(sender);
  if (sent != sizeof WORD) {
    return "sendto";
  }
  while (comes_by(packet, end)) {
    ssize_t size = recv(packet, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size > 0 && memmem(bytes, (size_t)size, WORD, sizeof WORD) != NULL) {
      return NULL;
    }
  }
  return "the packet socket sees nothing";
}

static int open_locked(void) {
  char path[sizeof place + 16];
  snprintf(path, sizeof path, "%s/locked", place);
  return open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
}

// In the middle of a file, by the open file description.
static int open_lock(void) {
  struct flock range = {.l_type = F_WRLCK, .l_start = 3, .l_len = 4};
  int locked = open_locked();
  return fcntl(locked, F_OFD_SETLK, &range) < 0 ? -1 : locked;
}

// Asks with a description of its own.
static const char *use_lock(void) {
  struct flock range = {.l_type = F_WRLCK};
  int other = open_locked();
  int asked = fcntl(other, F_OFD_GETLK, &range);
  close(other);
  if (asked < 0) {
    return "F_OFD_GETLK";
  }
  return range.l_type == F_WRLCK && range.l_pid == -1 && range.l_start == 3 && range.l_len == 4
             ? NULL
             : wrong("the lock is not held");
}

const struct thing CARRIED[] = {
    {"half-closed socketpair", open_half, use_half},
    {"log daemon", open_daemon, use_daemon},
    {"log", open_log, use_log},
    {"timerfd", open_timer, use_timer},
    {"signalfd", open_signals, use_signals},
    {"inotify", open_watch, use_watch},
    {"eventfd", open_counter, use_counter},
    {"epoll", open_poller, use_poller},
    {"netlink", open_route, use_route},
    {"packet socket", open_packet, use_packet},
    {"OFD lock", open_lock, use_lock},
    {0},
};
