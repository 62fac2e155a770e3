// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The command lines of `jcr restore` and `jcr verify`.

#ifndef JCR_RESTORE_OPTIONS_H
#define JCR_RESTORE_OPTIONS_H

#include <stdbool.h>

#include "moves.h"
#include "problems.h"

struct restore_options {
  const char *folder;
  const char *criu; // NULL: to be found
  struct moves moves;
  bool detach;
  bool help;
};

struct command {
  const char *name;
  const char *usage;
  const char *help; // what follows the usage for who asks
};

extern const struct command RESTORE;
extern const struct command VERIFY; // the same question, so the same options but --detach

// Every mistake becomes a problem (JCR-102).
void restore_options_parse(const struct command *command, int count, char **arguments,
                           struct restore_options *options, struct problems *problems);

#endif
