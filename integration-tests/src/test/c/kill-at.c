// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Preloaded into CRIU: the processes in KILL_IDS get SIGKILL at the very moment at which it has
// written a line that holds the text in KILL_AT, and not a little later. So a test chooses the
// moment by its state. With KILL_IN_CALL they get it when CRIU next lets a thread of the application
// go on with registers that it has changed. With KILL_AND_WAIT it waits for its own end afterwards.
// The file KILL_MARK is made first, so that nobody takes a moment that never came for one.

#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool reached;

static void kill_all(void) {
  close(open(getenv("KILL_MARK"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  for (char *rest = getenv("KILL_IDS"); rest != NULL && *rest != '\0';) {
    long id = strtol(rest, &rest, 10);
    if (id > 1) {
      kill((pid_t)id, SIGKILL);
    }
  }
  while (getenv("KILL_AND_WAIT") != NULL) {
    pause();
  }
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
  ssize_t written = syscall(SYS_write, descriptor, bytes, size);
  const char *text = getenv("KILL_AT");
  if (!reached && text != NULL && memmem(bytes, size, text, strlen(text)) != NULL) {
    reached = true;
    if (getenv("KILL_IN_CALL") == NULL) {
      kill_all();
    }
  }
  return written;
}

long ptrace(enum __ptrace_request request, ...) {
  long (*next)(enum __ptrace_request, ...) = dlsym(RTLD_NEXT, "ptrace");
  va_list arguments;
  va_start(arguments, request);
  pid_t thread = va_arg(arguments, pid_t);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);
  if (reached && request == PTRACE_CONT && getenv("KILL_IN_CALL") != NULL) {
    kill_all();
  }
  return next(request, thread, address, data);
}
