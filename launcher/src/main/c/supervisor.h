// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The time during which `jcr restore` stands for the application: signals, children, exit status.

#ifndef JCR_SUPERVISOR_H
#define JCR_SUPERVISOR_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct supervisor {
  sigset_t signals; // those that this process takes by sigwaitinfo(2)
  sigset_t
      ignored; // those that were ignored when it was started (nohup, a shell's &): not passed on
  pid_t root;  // of the restored tree
  bool rootEnded;
  int rootStatus; // as of waitpid(2)
  pid_t criu;
  bool criuEnded;
  int criuStatus;   // as of waitpid(2); that of a kill, where CRIU has not ended by itself
  bool timedOut;    // CRIU took longer than it was given
  int interrupted;  // the signal that stopped CRIU, or 0
  pid_t foreground; // the group that was given the terminal, or 0
};

// Blocks the signals, before the first fork: none is lost, none ends the launcher alone. Makes this
// process the one that orphans come to, as CRIU's restored process is one.
void supervisor_begin(struct supervisor *supervisor, pid_t root);

// Waits until CRIU has ended, or kills it, after that time. A signal that asks to end ends CRIU:
// after a time that lets it finish, or at once when it comes again.
void supervisor_await_criu(struct supervisor *supervisor, pid_t criu, unsigned long long seconds);

// Stands for the application until it has ended. Gives its exit status, 128 + n for a signal.
int supervisor_stand_in(struct supervisor *supervisor);

int supervisor_exit_status(int waitStatus);

#endif
