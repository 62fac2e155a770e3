// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Which version of CRIU a program is, and which one is needed.

#ifndef JCR_CRIU_VERSION_H
#define JCR_CRIU_VERSION_H

#include <stdbool.h>

#include "plan.h"
#include "version.h"

// The plan knows that of the program that made the image; another one is asked, which takes as long
// as it takes to start. False where it does not tell.
bool criu_version_of(const struct plan *plan, const char *program, struct version *version);

// The oldest one that works on a kernel.
struct version criu_version_needed(const struct version *kernel);

// Reads what `criu --version` prints.
bool criu_version_parse(const char *text, struct version *version);

#endif
