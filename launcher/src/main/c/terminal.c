// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "terminal.h"

#include <signal.h>
#include <unistd.h>

pid_t terminal_give(pid_t root) {
  pid_t group = getpgid(root);
  // Answers -1 where standard input is no terminal, or not the one of this session.
  if (tcgetpgrp(STDIN_FILENO) != getpgrp() || group < 0 || group == getpgrp() ||
      getsid(root) != getsid(0) || tcsetpgrp(STDIN_FILENO, group) != 0) {
    return 0;
  }
  return group;
}

void terminal_take(pid_t given) {
  if (given != 0 && tcgetpgrp(STDIN_FILENO) == given) {
    // From the background this sends SIGTTOU, which is blocked.
    tcsetpgrp(STDIN_FILENO, getpgrp());
  }
}

static void stop_self(pid_t root, pid_t given) {
  terminal_take(given);
  raise(SIGSTOP); // the one that cannot be blocked
  if (given != 0) {
    terminal_give(root); // not so after the shell's bg
  }
  kill(given != 0 ? -given : root, SIGCONT);
}

void terminal_suspend(pid_t root, bool rootHasSignal, pid_t given) {
  if (!rootHasSignal) {
    // Not SIGTSTP: the kernel drops that for a group that no shell watches (an orphaned one).
    kill(root, SIGSTOP);
  }
  stop_self(root, given);
}

void terminal_follow_stop(pid_t root, pid_t given) {
  if (given != 0) {
    stop_self(root, given);
  }
}
