// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

enum {
  MAX_REJECTED = 4096, // the ids of an image are neighbours, and few images have more threads
  KILL_ROUNDS = 2000,  // of 5 ms: a large heap takes its time to be given back
};

struct rejected {
  pid_t *children;
  size_t count;
};

// A rejected child holds its id until a better one is found, or the kernel could hand it out again.
static pid_t fork_once(const struct plan *plan, struct rejected *rejected) {
  pid_t child = fork();
  if (child == 0) {
    while (plan_has_id(plan, getpid())) {
      pause();
    }
    return 0;
  }
  if (child > 0 && plan_has_id(plan, child)) {
    rejected->children = list_grow(rejected->children, rejected->count, sizeof child);
    rejected->children[rejected->count++] = child;
  }
  return child;
}

pid_t child_fork(const struct plan *plan) {
  struct rejected rejected = {0};
  pid_t child;
  do {
    child = fork_once(plan, &rejected);
  } while (child > 0 && plan_has_id(plan, child) && rejected.count < MAX_REJECTED);
  int error = errno;
  if (child > 0 && plan_has_id(plan, child)) {
    child = -1;
    error = EAGAIN;
  }
  for (size_t i = 0; child != 0 && i < rejected.count; i++) {
    kill(rejected.children[i], SIGKILL);
    waitpid(rejected.children[i], NULL, 0);
  }
  free(rejected.children);
  errno = error;
  return child;
}

void child_reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigset_t none;
  for (int signal = 1; signal <= SIGRTMAX; signal++) {
    sigaction(signal, &standard, NULL); // fails for SIGKILL and SIGSTOP, which need none
  }
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

void child_list(struct child_set *children) {
  // proc(5): there with CONFIG_PROC_CHILDREN, which the kernel option that CRIU needs selects.
  char path[64];
  int child;
  *children = (struct child_set){0};
  snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
  FILE *file = fopen(path, "re");
  while (file != NULL && fscanf(file, "%d", &child) == 1) {
    children->ids = list_grow(children->ids, children->count, sizeof *children->ids);
    children->ids[children->count++] = child;
  }
  if (file != NULL) {
    fclose(file);
  }
}

void child_free(struct child_set *children) {
  free(children->ids);
  *children = (struct child_set){0};
}

static bool holds(const struct child_set *children, pid_t id) {
  for (size_t i = 0; i < children->count; i++) {
    if (children->ids[i] == id) {
      return true;
    }
  }
  return false;
}

// Gives one of those that there were, or 0.
static pid_t kill_round(const struct child_set *spared) {
  struct child_set children;
  pid_t found = 0;
  child_list(&children);
  for (size_t i = 0; i < children.count; i++) {
    if (!holds(spared, children.ids[i])) {
      kill(children.ids[i], SIGKILL);
      waitpid(children.ids[i], NULL, WNOHANG);
      found = children.ids[i];
    }
  }
  child_free(&children);
  return found;
}

pid_t child_kill_others(const struct child_set *spared) {
  const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
  pid_t left = kill_round(spared);
  for (int round = 0; round < KILL_ROUNDS && left != 0; round++) {
    nanosleep(&pause, NULL);
    left = kill_round(spared);
  }
  return left;
}
