// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Child processes of the launcher.

#ifndef JCR_CHILD_H
#define JCR_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "plan.h"

// fork(2), but never onto an id of the plan, which the restored processes need. -1: errno is set.
pid_t child_fork(const struct plan *plan);

// In the child: nothing blocked, nothing ignored, as a program expects that is started anew.
void child_reset_signals(void);

struct child_set {
  pid_t *ids;
  size_t count;
};

// The children that this process has now.
void child_list(struct child_set *children);

void child_free(struct child_set *children);

// Kills and reaps every child but those, and what then comes to this process from its children: it
// is their subreaper. 0 when none is left, else one that does not go away.
pid_t child_kill_others(const struct child_set *spared);

#endif
