// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// `jcr verify DIR`: does the image fit this host?

#ifndef JCR_VERIFY_H
#define JCR_VERIFY_H

// Gives the exit status of the contract: 0 it fits, 4 it does not, 64 usage.
int verify_main(int count, char **arguments);

#endif
