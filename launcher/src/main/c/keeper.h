// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// `jcr keeper CRIU SECONDS [TEMP FINAL]`: stands between a JVM that checkpoints itself and CRIU.
// Not for users; the JVM runs it with descriptor 3 as one end of a SOCK_SEQPACKET pair. It is the
// vault (vault.h) of what the JVM takes away from CRIU. When the JVM says so, CRIU gets the socket,
// for one request and its answer. Then the keeper has it again, and says
//
//   'E' and 1 or 0            CRIU has ended, well or not
//   'S' and 1 or 0            the image has its name, or has it not; after the JVM has got back
//                             what it parked

#ifndef JCR_KEEPER_H
#define JCR_KEEPER_H

// Ends 0 at once, leaving a process behind that
// - is no child of the JVM, nor is the CRIU that it starts: CRIU does not dump a tree that it is
// in;
// - lives on when CRIU has killed the JVM, and gives the finished image its name.
// Other exit statuses (no process is left behind then): 64 usage, 3 CRIU is no program, 4 TEMP
// takes no image, 1 internal.
int keeper_main(int count, char **arguments);

#endif
