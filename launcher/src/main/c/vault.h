// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Open file descriptions that stay alive here while CRIU works on the process that had them. They
// come and go over the keeper's socket (SCM_RIGHTS, unix(7)), one message at a time:
//
//   the JVM sends             the keeper answers
//   'P' with descriptors      'P' and how many it holds now (32 bits, as all numbers here)
//   'F'                       'F', how many are still to come, and descriptors; again until that is
//                             0. In the order in which they were parked; it holds none then.
//   'C'                       nothing: CRIU takes the socket over

#ifndef JCR_VAULT_H
#define JCR_VAULT_H

#include <stddef.h>
#include <time.h>

// What one message may carry; the kernel takes 253 (SCM_MAX_FD, include/net/scm.h).
enum { VAULT_MESSAGE_DESCRIPTORS = 64 };

struct vault {
  int *descriptors;
  size_t count;
};

enum vault_event {
  VAULT_CRIU,   // the JVM wants CRIU now
  VAULT_GIVEN,  // the JVM has got everything back
  VAULT_CLOSED, // the JVM is gone, or says nothing until the deadline, or what nobody understands
};

// Answers until one of these happens.
enum vault_event vault_serve(struct vault *vault, int socket, const struct timespec *deadline);

// A message of the keeper's own: a letter and a number. The JVM may be gone.
void vault_tell(int socket, char letter, unsigned number);

// Lets go of all that it holds.
void vault_close(struct vault *vault);

#endif
