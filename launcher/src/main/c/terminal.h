// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Job control: the restored process group is another one than the launcher's, so where both live in
// the session of a terminal, it is put into the foreground as a shell does with a job.

#ifndef JCR_TERMINAL_H
#define JCR_TERMINAL_H

#include <stdbool.h>
#include <sys/types.h>

// Makes root's group the foreground group, if the launcher's is and root is in the same session.
// Gives that group, or 0 where nothing was done.
pid_t terminal_give(pid_t root);

// Makes the launcher's group the foreground group again, if the one it was given to still is.
void terminal_take(pid_t given);

// The launcher was asked to stop: stops root (unless it has been stopped already) and itself; goes
// on when it is continued, and lets root go on. given: as terminal_give gave.
void terminal_suspend(pid_t root, bool rootHasSignal, pid_t given);

// Root has stopped. Where it had the terminal, the launcher stops too, so that the shell gets it.
void terminal_follow_stop(pid_t root, pid_t given);

#endif
