// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// A module of the name service switch, in the way of the vendors' ones: it asks a daemon over one
// stream socket, which it keeps. Functions as in the manual of the C library, "Extending NSS", and
// its header nss.h. One line is asked, one is answered:
//   passwd-name NAME | passwd-id ID | group-name NAME | group-id ID  -> a line of that file, or empty
//   host-name NAME | host-address ADDRESS                            -> a line of hosts, or empty
// DAEMON is the path of the socket, given to the compiler.

#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <netdb.h>
#include <nss.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LINE_MAX_BYTES 512

typedef enum nss_status status;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int connection = -1;

// ---- asking ----

static int reconnect(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = DAEMON};
  if (connection != -1) close(connection);
  connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection == -1) return -1;
  if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) return 0;
  close(connection);
  connection = -1;
  return -1;
}

static int exchange(const char *question, char *line) {
  size_t length = strlen(question);
  if (send(connection, question, length, MSG_NOSIGNAL) != (ssize_t)length) return -1;
  for (size_t i = 0; i < LINE_MAX_BYTES; i++) {
    if (recv(connection, line + i, 1, 0) != 1) return -1;
    if (line[i] == '\n') {
      line[i] = '\0';
      return 0;
    }
  }
  return -1;
}

// Once more over a new connection: the daemon may have ended since the last question.
static status ask(const char *what, const char *key, char *line, int *errnop) {
  char question[LINE_MAX_BYTES];
  snprintf(question, sizeof question, "%s %s\n", what, key);
  pthread_mutex_lock(&mutex);
  int done = connection == -1 ? -1 : exchange(question, line);
  if (done == -1 && reconnect() == 0) done = exchange(question, line);
  pthread_mutex_unlock(&mutex);
  *errnop = done == -1 ? EAGAIN : ENOENT;
  if (done == -1) return NSS_STATUS_UNAVAIL;
  return *line == '\0' ? NSS_STATUS_NOTFOUND : NSS_STATUS_SUCCESS;
}

// ---- answering ----

// Room in the caller's buffer, aligned for pointers; NULL when it is used up.
struct room {
  char *next, *end;
};

static void *take(struct room *room, size_t bytes) {
  const size_t align = sizeof(void *);
  bytes = (bytes + align - 1) / align * align;
  if ((size_t)(room->end - room->next) < bytes) return NULL;
  void *taken = room->next;
  room->next += bytes;
  return taken;
}

static struct room room_of(char *buffer, size_t bytes) {
  size_t skipped = -(size_t)buffer % sizeof(void *);
  if (skipped > bytes) skipped = bytes;
  return (struct room){buffer + skipped, buffer + bytes};
}

static status too_small(int *errnop) {
  *errnop = ERANGE;
  return NSS_STATUS_TRYAGAIN;
}

static char *copy(struct room *room, const char *text) {
  char *copied = take(room, strlen(text) + 1);
  return copied == NULL ? NULL : strcpy(copied, text);
}

// Cuts a line in place; missing fields are empty.
static void cut(char *line, char separator, char **fields, int count) {
  for (int i = 0; i < count; i++) {
    fields[i] = line;
    line += strcspn(line, (char[]){separator, '\0'});
    if (*line != '\0') *line++ = '\0';
  }
}

static status passwd(const char *what, const char *key, struct passwd *result, char *buffer,
                     size_t bytes, int *errnop) {
  char line[LINE_MAX_BYTES], *fields[7];
  status found = ask(what, key, line, errnop);
  if (found != NSS_STATUS_SUCCESS) return found;
  struct room room = room_of(buffer, bytes);
  char *own = copy(&room, line);
  if (own == NULL) return too_small(errnop);
  cut(own, ':', fields, 7);
  *result = (struct passwd){.pw_name = fields[0],
                            .pw_passwd = fields[1],
                            .pw_uid = (uid_t)strtoul(fields[2], NULL, 10),
                            .pw_gid = (gid_t)strtoul(fields[3], NULL, 10),
                            .pw_gecos = fields[4],
                            .pw_dir = fields[5],
                            .pw_shell = fields[6]};
  return NSS_STATUS_SUCCESS;
}

static status group(const char *what, const char *key, struct group *result, char *buffer,
                    size_t bytes, int *errnop) {
  char line[LINE_MAX_BYTES], *fields[3];
  status found = ask(what, key, line, errnop);
  if (found != NSS_STATUS_SUCCESS) return found;
  struct room room = room_of(buffer, bytes);
  char **members = take(&room, sizeof *members);
  char *own = copy(&room, line);
  if (members == NULL || own == NULL) return too_small(errnop);
  cut(own, ':', fields, 3);
  *members = NULL;
  *result = (struct group){.gr_name = fields[0],
                           .gr_passwd = fields[1],
                           .gr_gid = (gid_t)strtoul(fields[2], NULL, 10),
                           .gr_mem = members};
  return NSS_STATUS_SUCCESS;
}

static status host(const char *what, const char *key, struct hostent *result, char *buffer,
                   size_t bytes, int *errnop, int *h_errnop) {
  char line[LINE_MAX_BYTES], *fields[2];
  status found = ask(what, key, line, errnop);
  *h_errnop = found == NSS_STATUS_NOTFOUND ? HOST_NOT_FOUND : NO_RECOVERY;
  if (found != NSS_STATUS_SUCCESS) return found;
  struct room room = room_of(buffer, bytes);
  struct in_addr *address = take(&room, sizeof *address);
  char **pointers = take(&room, 3 * sizeof *pointers);
  char *own = copy(&room, line);
  if (address == NULL || pointers == NULL || own == NULL) {
    *h_errnop = NETDB_INTERNAL;
    return too_small(errnop);
  }
  cut(own, ' ', fields, 2);
  if (inet_pton(AF_INET, fields[0], address) != 1) return NSS_STATUS_UNAVAIL;
  pointers[0] = (char *)address;
  pointers[1] = NULL; // ends the addresses
  pointers[2] = NULL; // ends the aliases, of which there are none
  *result = (struct hostent){.h_name = fields[1],
                             .h_aliases = pointers + 2,
                             .h_addrtype = AF_INET,
                             .h_length = sizeof *address,
                             .h_addr_list = pointers};
  *h_errnop = NETDB_SUCCESS;
  return NSS_STATUS_SUCCESS;
}

// ---- what the C library calls ----

static const char *text(unsigned id, char *digits, size_t bytes) {
  snprintf(digits, bytes, "%u", id);
  return digits;
}

status _nss_jcrvendor_getpwnam_r(const char *name, struct passwd *result, char *buffer,
                                 size_t bytes, int *errnop) {
  return passwd("passwd-name", name, result, buffer, bytes, errnop);
}

status _nss_jcrvendor_getpwuid_r(uid_t id, struct passwd *result, char *buffer, size_t bytes,
                                 int *errnop) {
  char digits[16];
  return passwd("passwd-id", text(id, digits, sizeof digits), result, buffer, bytes, errnop);
}

status _nss_jcrvendor_getgrnam_r(const char *name, struct group *result, char *buffer, size_t bytes,
                                 int *errnop) {
  return group("group-name", name, result, buffer, bytes, errnop);
}

status _nss_jcrvendor_getgrgid_r(gid_t id, struct group *result, char *buffer, size_t bytes,
                                 int *errnop) {
  char digits[16];
  return group("group-id", text(id, digits, sizeof digits), result, buffer, bytes, errnop);
}

status _nss_jcrvendor_gethostbyname2_r(const char *name, int family, struct hostent *result,
                                       char *buffer, size_t bytes, int *errnop, int *h_errnop) {
  if (family != AF_INET) {
    *errnop = ENOENT;
    *h_errnop = NO_DATA;
    return NSS_STATUS_NOTFOUND;
  }
  return host("host-name", name, result, buffer, bytes, errnop, h_errnop);
}

status _nss_jcrvendor_gethostbyaddr_r(const void *address, socklen_t length, int family,
                                      struct hostent *result, char *buffer, size_t bytes,
                                      int *errnop, int *h_errnop) {
  char digits[INET6_ADDRSTRLEN];
  if (length < sizeof(struct in_addr) || inet_ntop(family, address, digits, sizeof digits) == NULL) {
    *errnop = EINVAL;
    *h_errnop = NO_RECOVERY;
    return NSS_STATUS_UNAVAIL;
  }
  return host("host-address", digits, result, buffer, bytes, errnop, h_errnop);
}
