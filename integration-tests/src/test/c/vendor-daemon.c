// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// vendor-daemon SOCKET FOLDER: answers the module of nss-vendor.c from FOLDER's passwd, group and
// hosts, read anew for each question. Keeps the connection to each client, as vendors' daemons do.

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CLIENTS 64
#define LINE_MAX_BYTES 512

static void die(const char *call) {
  fprintf(stderr, "vendor-daemon: %s: %s\n", call, strerror(errno));
  exit(1);
}

static int listen_at(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (snprintf(address.sun_path, sizeof address.sun_path, "%s", path)
      >= (int)sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    die(path);
  }
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener == -1) die("socket");
  unlink(path); // of one that was killed
  if (bind(listener, (struct sockaddr *)&address, sizeof address) == -1) die("bind");
  if (listen(listener, CLIENTS) == -1) die("listen");
  return listener;
}

// Whether the column of a line is this text. The line stays as it is.
static int is(const char *line, char separator, int column, const char *text) {
  char separators[] = {separator, '\n', '\0'};
  for (; column > 0; column--) {
    line += strcspn(line, separators);
    if (*line != separator) return 0;
    line++;
  }
  size_t length = strcspn(line, separators);
  return length == strlen(text) && memcmp(line, text, length) == 0;
}

static const struct question {
  const char *name, *file;
  char separator;
  int column;
} QUESTIONS[] = {
    {"passwd-name", "passwd", ':', 0}, {"passwd-id", "passwd", ':', 2},
    {"group-name", "group", ':', 0},   {"group-id", "group", ':', 2},
    {"host-address", "hosts", ' ', 0}, {"host-name", "hosts", ' ', 1},
};

// The line of the answer, or an empty one.
static void find(const char *folder, const struct question *question, const char *key, char *line) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, question->file);
  FILE *file = fopen(path, "re");
  if (file == NULL) die(path);
  while (fgets(line, LINE_MAX_BYTES, file) != NULL) {
    if (is(line, question->separator, question->column, key)) {
      fclose(file);
      return;
    }
  }
  fclose(file);
  strcpy(line, "\n");
}

static int answer(const char *folder, int client, char *asked) {
  char line[LINE_MAX_BYTES] = "\n";
  char *key = strchr(asked, ' ');
  char *end = strchr(asked, '\n');
  if (key == NULL || end == NULL) return -1;
  *key++ = '\0';
  *end = '\0';
  for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++) {
    if (strcmp(asked, QUESTIONS[i].name) == 0) find(folder, &QUESTIONS[i], key, line);
  }
  return send(client, line, strlen(line), MSG_NOSIGNAL) == (ssize_t)strlen(line) ? 0 : -1;
}

// Modules send one question at a time, and in one piece.
static int serve(const char *folder, int client) {
  char asked[LINE_MAX_BYTES];
  ssize_t length = recv(client, asked, sizeof asked - 1, 0);
  if (length <= 0) return -1;
  asked[length] = '\0';
  return answer(folder, client, asked);
}

static void add(struct pollfd *polled, int client) {
  for (int i = 1; i <= CLIENTS; i++) {
    if (polled[i].fd == -1) {
      polled[i].fd = client;
      return;
    }
  }
  close(client);
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  struct pollfd polled[CLIENTS + 1];
  for (int i = 0; i <= CLIENTS; i++) polled[i] = (struct pollfd){.fd = -1, .events = POLLIN};
  polled[0].fd = listen_at(arguments[1]);
  puts("READY");
  fflush(stdout);
  for (;;) {
    if (poll(polled, CLIENTS + 1, -1) == -1) die("poll");
    if (polled[0].revents != 0) add(polled, accept(polled[0].fd, NULL, NULL));
    for (int i = 1; i <= CLIENTS; i++) {
      if (polled[i].fd == -1 || polled[i].revents == 0) continue;
      if (serve(arguments[2], polled[i].fd) == 0) continue;
      close(polled[i].fd);
      polled[i].fd = -1;
    }
  }
}
