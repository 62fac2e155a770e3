// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// CRIU's log, put into a sentence where its error is a known one.

#ifndef JCR_CRIU_ERRORS_H
#define JCR_CRIU_ERRORS_H

#include "problems.h"

// The code for what the log (of a failed restore) says: 302, 303, 414, 415, 416, else 504.
int criu_errors_code(const char *log);

// Adds that problem, with the last error lines below it.
void criu_errors_explain(const char *log, struct problems *problems);

// Adds the last error lines below the problem that was added last.
void criu_errors_quote(const char *log, struct problems *problems);

#endif
