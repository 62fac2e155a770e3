// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "vault.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "deadline.h"
#include "text.h"

enum {
  LETTER_AND_NUMBER = 5,
  CONTROL_SIZE = CMSG_SPACE(VAULT_MESSAGE_DESCRIPTORS * sizeof(int)),
};

union control {
  struct cmsghdr header; // for its alignment
  char bytes[CONTROL_SIZE];
};

static void encode(char *message, char letter, unsigned number) {
  uint32_t value = number;
  message[0] = letter;
  memcpy(message + 1, &value, sizeof value);
}

void vault_tell(int socket, char letter, unsigned number) {
  char message[LETTER_AND_NUMBER];
  encode(message, letter, number);
  (void)!send(socket, message, sizeof message, MSG_NOSIGNAL);
}

static void keep(struct vault *vault, const struct cmsghdr *header) {
  size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
  for (size_t i = 0; i < count; i++) {
    vault->descriptors = list_grow(vault->descriptors, vault->count, sizeof *vault->descriptors);
    memcpy(&vault->descriptors[vault->count++], CMSG_DATA(header) + i * sizeof(int), sizeof(int));
  }
}

// The letter of the next message, its descriptors kept; 0 where there is no more.
static char receive(struct vault *vault, int socket) {
  char letter = 0;
  union control control;
  struct iovec vector = {.iov_base = &letter, .iov_len = 1};
  struct msghdr message = {.msg_iov = &vector,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) <= 0) {
    return 0;
  }
  for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
      keep(vault, header);
    }
  }
  // Descriptors that were cut off are lost: better to break off while the JVM still has its own.
  return (message.msg_flags & MSG_CTRUNC) == 0 ? letter : 0;
}

static bool give_some(int socket, const int *descriptors, size_t count, size_t left) {
  char bytes[LETTER_AND_NUMBER];
  union control control = {0};
  struct iovec vector = {.iov_base = bytes, .iov_len = sizeof bytes};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  encode(bytes, 'F', (unsigned)left);
  if (count > 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)sizeof bytes;
}

static bool give(struct vault *vault, int socket) {
  size_t given = 0;
  do {
    size_t rest = vault->count - given;
    size_t some = rest < VAULT_MESSAGE_DESCRIPTORS ? rest : VAULT_MESSAGE_DESCRIPTORS;
    if (!give_some(socket, vault->descriptors + given, some, rest - some)) {
      return false;
    }
    given += some;
  } while (given < vault->count);
  vault_close(vault);
  return true;
}

static bool await_message(int socket, const struct timespec *deadline) {
  struct timespec left;
  struct pollfd readable = {.fd = socket, .events = POLLIN};
  while (deadline_left(deadline, &left)) {
    if (ppoll(&readable, 1, &left, NULL) > 0) {
      return true;
    }
  }
  return false;
}

enum vault_event vault_serve(struct vault *vault, int socket, const struct timespec *deadline) {
  while (await_message(socket, deadline)) {
    switch (receive(vault, socket)) {
      case 'P':
        vault_tell(socket, 'P', (unsigned)vault->count);
        break;
      case 'F':
        return give(vault, socket) ? VAULT_GIVEN : VAULT_CLOSED;
      case 'C':
        return VAULT_CRIU;
      default:
        return VAULT_CLOSED;
    }
  }
  return VAULT_CLOSED;
}

void vault_close(struct vault *vault) {
  for (size_t i = 0; i < vault->count; i++) {
    close(vault->descriptors[i]);
  }
  free(vault->descriptors);
  *vault = (struct vault){0};
}
