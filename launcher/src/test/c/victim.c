// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// A program to checkpoint. It prints `tick N` on standard output and `beat N` on standard error ten
// times a second, and tells what happens to it.
//
//   victim [--listen PORT] [--share PORT] [--threads N] [--keep FILE] [--lock KIND START LENGTH FILE]
//     [--self-dump JCR CRIU SECONDS TEMP FINAL]
//
// --listen 0 takes any free port; it prints `port N`. --share lets others listen there too.
// --lock waits for no lock; its kind is posix, ofd or flock, and -read or -write.
// SIGUSR1, SIGINT: prints the signal's name. SIGUSR2: ends with 7. A line on standard input: prints
// `read LINE`. --self-dump starts `jcr keeper` as the agent does, and has CRIU dump this process.
// Where that fails, and VICTIM_TAKES_BACK is set, it takes back what the keeper has of it.

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t caught[NSIG];

static void on_signal(int signal) { caught[signal]++; }

static void listen_on(int port, int shared) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  socklen_t length = sizeof address;
  int yes = 1;
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &shared, sizeof shared);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      listen(descriptor, 5) != 0) {
    perror("victim: listen");
    exit(1);
  }
  getsockname(descriptor, (struct sockaddr *)&address, &length);
  printf("port %d\n", ntohs(address.sin_port));
}

static void lock(char **arguments) {
  int descriptor = open(arguments[3], O_RDWR);
  int shared = strstr(arguments[0], "-read") != NULL;
  struct flock range = {.l_type = shared ? F_RDLCK : F_WRLCK,
                        .l_start = atoi(arguments[1]),
                        .l_len = atoi(arguments[2])};
  int result = strncmp(arguments[0], "flock-", 6) == 0
                   ? flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB)
                   : fcntl(descriptor,
                           strncmp(arguments[0], "ofd-", 4) == 0 ? F_OFD_SETLK : F_SETLK, &range);
  if (result != 0) {
    perror("victim: lock");
    exit(1);
  }
}

static void *sleep_forever(void *unused) {
  for (;;) {
    pause();
  }
  return unused;
}

static void start_threads(int count) {
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_forever, NULL);
  }
}

static int spawn_keeper(char **arguments) {
  int ends[2];
  pid_t keeper;
  int status;
  posix_spawn_file_actions_t actions;
  char *line[] = {arguments[0], "keeper",     arguments[1], arguments[2],
                  arguments[3], arguments[4], NULL};
  socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 3);
  extern char **environ;
  if (posix_spawn(&keeper, line[0], &actions, NULL, line, environ) != 0) {
    perror("victim: keeper");
    exit(1);
  }
  close(ends[1]);
  waitpid(keeper, &status, 0);
  printf("keeper ended %d\n", WEXITSTATUS(status));
  return ends[0];
}

// criu_req{type=DUMP, opts{images_dir_fd=-1, log_level=2, log_file="dump.log", images_dir=TEMP}}
static size_t encode_request(const char *folder, unsigned char *request) {
  static const unsigned char head[] = {0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                       0xff, 0x01, 0x48, 0x02, 0x52, 0x08, 'd',  'u',  'm',
                                       'p',  '.',  'l',  'o',  'g',  0xa2, 0x04};
  size_t length = strlen(folder);
  size_t options = sizeof head + 1 + length;
  unsigned char *at = request;
  *at++ = 0x08;
  *at++ = 0x01;
  *at++ = 0x12;
  *at++ = (unsigned char)(0x80 | (options & 0x7f));
  *at++ = (unsigned char)(options >> 7);
  memcpy(at, head, sizeof head);
  at += sizeof head;
  *at++ = (unsigned char)length;
  memcpy(at, folder, length);
  return (size_t)(at + length - request);
}

// As the agent does in a process that goes on.
static void take_back(int socket) {
  char reply[512];
  send(socket, "F", 1, MSG_NOSIGNAL);
  if (recv(socket, reply, sizeof reply, 0) > 0 && reply[0] == 'F') {
    printf("taken back\n");
  }
}

static void self_dump(char **arguments) {
  unsigned char request[512];
  unsigned char reply[512];
  int socket = spawn_keeper(arguments);
  size_t length = encode_request(arguments[3], request);
  send(socket, "C", 1, MSG_NOSIGNAL);
  send(socket, request, length, MSG_NOSIGNAL);
  ssize_t got = recv(socket, reply, sizeof reply, 0);
  if (got <= 0 || reply[0] == 'E') {
    printf("criu is gone\n");
    if (getenv("VICTIM_TAKES_BACK") != NULL) {
      take_back(socket);
    }
  } else {
    // criu_resp{type=1, success=2, dump=3{restored=1}}
    int success = got > 3 && reply[2] == 0x10 && reply[3] == 1;
    int restored = got > 7 && reply[4] == 0x1a && reply[6] == 0x08 && reply[7] == 1;
    printf("dump success %d restored %d\n", success, restored);
  }
  close(socket);
}

static void read_input(void) {
  static int open = 1;
  char line[256];
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  if (open && poll(&input, 1, 0) > 0) {
    ssize_t length = read(STDIN_FILENO, line, sizeof line - 1);
    open = length > 0;
    line[length > 0 ? length : 0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    printf(open ? "read %s\n" : "end of input%s\n", line);
  }
}

static void tell_signal(void) {
  static sig_atomic_t told[NSIG];
  for (int signal = 1; signal < NSIG; signal++) {
    for (; signal != SIGUSR2 && told[signal] != caught[signal]; told[signal]++) {
      printf("signal %s\n", sigabbrev_np(signal));
    }
  }
  if (caught[SIGUSR2] != 0) {
    exit(7);
  }
}

static void run(void) {
  for (int i = 0;; i++) {
    printf("tick %d\n", i);
    fprintf(stderr, "beat %d\n", i);
    tell_signal();
    read_input();
    usleep(100 * 1000);
  }
}

int main(int count, char **arguments) {
  // What the test's caller left open is no part of the image.
  syscall(SYS_close_range, 3, ~0U, 0);
  setvbuf(stdout, NULL, _IOLBF, 0);
  signal(SIGUSR1, on_signal);
  signal(SIGUSR2, on_signal);
  signal(SIGINT, on_signal);
  for (int i = 1; i + 1 < count; i++) {
    if (strcmp(arguments[i], "--listen") == 0) {
      listen_on(atoi(arguments[++i]), 0);
    } else if (strcmp(arguments[i], "--share") == 0) {
      listen_on(atoi(arguments[++i]), 1);
    } else if (strcmp(arguments[i], "--threads") == 0) {
      start_threads(atoi(arguments[++i]));
    } else if (strcmp(arguments[i], "--keep") == 0) {
      open(arguments[++i], O_RDWR);
    } else if (strcmp(arguments[i], "--lock") == 0 && i + 4 < count) {
      lock(arguments + i + 1);
      i += 4;
    } else if (strcmp(arguments[i], "--self-dump") == 0) {
      self_dump(arguments + i + 1);
      i += 5;
    }
  }
  run();
}
