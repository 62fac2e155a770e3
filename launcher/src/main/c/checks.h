// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Does the image fit this host, right now? Each check adds what does not; none changes anything.

#ifndef JCR_CHECKS_H
#define JCR_CHECKS_H

#include "moves.h"
#include "plan.h"
#include "problems.h"

// JCR-417: made on another kind of machine. False: it was, and more of that kind is not to be asked.
bool check_architecture(const struct plan *plan, struct problems *problems);

// JCR-422: the kernel knows what the image needs of it.
void check_kernel(const struct plan *plan, struct problems *problems);

// JCR-421: the processor has each feature that code in the image may use.
void check_cpu(const struct plan *plan, struct problems *problems);

// JCR-413, JCR-414: files of the JDK, files kept open, and mapped files have the size they had, the
// JDK's library its build id too; data files have not been written since.
void check_files(const struct plan *plan, struct problems *problems);

// JCR-420: nobody else holds a lock that CRIU would wait for. Names who does.
void check_locks(const struct plan *plan, struct problems *problems);

// The same where the kernel's list of locks tells nothing: a look at every process of the host.
void check_locks_thoroughly(const struct plan *plan, struct problems *problems);

// JCR-416: every process and thread id can be had, and is free. Names who has it. Waits a moment for zombies.
void check_ids(const struct plan *plan, struct problems *problems);

// The same, and sessions too, which only a look at every process of the host can find.
void check_ids_thoroughly(const struct plan *plan, struct problems *problems);

// JCR-415: every port can be bound, those that are moved at their new place. Names who has it.
// JCR-102: one that is to be moved is not in the image.
void check_ports(const struct plan *plan, const struct moves *moves, struct problems *problems);

// JCR-301: gives the absolute path of the CRIU to use, fresh, or NULL.
// The first of: wanted (may be NULL), JCR_CRIU, the plan's, install-criu's prefix, the PATH.
char *check_criu(const struct plan *plan, const char *wanted, struct problems *problems);

// JCR-302: that CRIU is new enough for this kernel, and not older than the one that made the image.
void check_criu_version(const struct plan *plan, const char *program, struct problems *problems);

#endif
