// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// The command line of `jcr restore`.

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

extern const char RESTORE_USAGE[];
extern const char RESTORE_HELP[]; // what follows the usage for who asks

// Every mistake becomes a problem (JCR-102).
void restore_options_parse(int count, char **arguments, struct restore_options *options,
                           struct problems *problems);

#endif
