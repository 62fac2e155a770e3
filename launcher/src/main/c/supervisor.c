// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "supervisor.h"

#include <stddef.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"
#include "terminal.h"

enum { GRACE_SECONDS = 2 };

static void collect_ignored(sigset_t *ignored) {
  struct sigaction action;
  sigemptyset(ignored);
  for (int signal = 1; signal <= SIGRTMAX; signal++) {
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
      sigaddset(ignored, signal);
    }
  }
}

void supervisor_begin(struct supervisor *supervisor, pid_t root) {
  // What a fault of this program itself raises is not for the application.
  static const int own[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGSYS};
  struct sigaction standard = {.sa_handler = SIG_DFL};
  *supervisor = (struct supervisor){.root = root};
  collect_ignored(&supervisor->ignored);
  sigfillset(&supervisor->signals);
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    sigdelset(&supervisor->signals, own[i]);
  }
  sigaction(SIGCHLD, &standard, NULL); // ignored, it would make the kernel swallow exit statuses
  sigprocmask(SIG_BLOCK, &supervisor->signals, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

static void note_child(struct supervisor *supervisor, pid_t child, int status) {
  if (child == supervisor->root && WIFSTOPPED(status)) {
    terminal_follow_stop(supervisor->root, supervisor->foreground);
  } else if (WIFSTOPPED(status)) {
    return;
  } else if (child == supervisor->root) {
    supervisor->rootEnded = true;
    supervisor->rootStatus = status;
  } else if (child == supervisor->criu) {
    supervisor->criuEnded = true;
    supervisor->criuStatus = status;
  }
}

static void reap(struct supervisor *supervisor) {
  int status;
  pid_t child;
  while ((child = waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) {
    note_child(supervisor, child, status);
  }
}

static sigset_t choose_awaited(const struct supervisor *supervisor) {
  static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    if (!sigismember(&supervisor->ignored, ends[i])) {
      sigaddset(&awaited, ends[i]);
    }
  }
  return awaited;
}

// The application may run already while CRIU still tidies up: it is then to get the signal itself.
static void interrupt_criu(struct supervisor *supervisor, int signal, struct timespec *deadline) {
  *deadline = deadline_in(supervisor->interrupted == 0 ? GRACE_SECONDS : 0);
  supervisor->interrupted = signal;
}

void supervisor_await_criu(struct supervisor *supervisor, pid_t criu, unsigned long long seconds) {
  struct timespec deadline = deadline_in(seconds);
  struct timespec left;
  sigset_t awaited = choose_awaited(supervisor);
  supervisor->criu = criu;
  supervisor->criuEnded = false;
  supervisor->criuStatus = SIGKILL;
  supervisor->rootEnded = false; // that of an earlier attempt may have
  for (reap(supervisor); !supervisor->criuEnded && deadline_left(&deadline, &left);
       reap(supervisor)) {
    int signal = sigtimedwait(&awaited, NULL, &left);
    if (signal > 0 && signal != SIGCHLD) {
      interrupt_criu(supervisor, signal, &deadline);
    }
  }
  if (!supervisor->criuEnded) {
    kill(criu, SIGKILL); // what is half restored is taken down whole
    supervisor->timedOut = supervisor->interrupted == 0;
  }
}

static bool in_own_group(pid_t root) { return getpgid(root) == getpgrp(); }

static void pass_on(struct supervisor *supervisor, const siginfo_t *info) {
  int signal = info->si_signo;
  // A terminal signals its whole foreground group.
  bool hasIt = info->si_code == SI_KERNEL && in_own_group(supervisor->root);
  if (sigismember(&supervisor->ignored, signal) || info->si_pid == getpid()) {
    return; // one from itself is a SIGPIPE of its own
  }
  if (signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU) {
    terminal_suspend(supervisor->root, hasIt, supervisor->foreground);
  } else if (!hasIt) {
    kill(supervisor->root, signal);
  }
}

int supervisor_stand_in(struct supervisor *supervisor) {
  siginfo_t info;
  supervisor->foreground = terminal_give(supervisor->root);
  if (supervisor->interrupted != 0) {
    kill(supervisor->root, supervisor->interrupted); // it came while CRIU was ending well
  }
  for (reap(supervisor); !supervisor->rootEnded; reap(supervisor)) {
    int signal = sigwaitinfo(&supervisor->signals, &info);
    if (signal > 0 && signal != SIGCHLD) {
      pass_on(supervisor, &info);
    }
  }
  terminal_take(supervisor->foreground);
  return supervisor_exit_status(supervisor->rootStatus);
}

int supervisor_exit_status(int waitStatus) {
  return WIFSIGNALED(waitStatus) ? 128 + WTERMSIG(waitStatus) : WEXITSTATUS(waitStatus);
}
