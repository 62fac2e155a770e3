// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Care for the descriptor table.

#ifndef JCR_DESCRIPTORS_H
#define JCR_DESCRIPTORS_H

// Closes first..last (both included); last may be UINT_MAX.
void descriptors_close(unsigned first, unsigned last);

// Opens /dev/null on each of 0, 1, 2 that is closed, so that no later file lands there.
void descriptors_fill_standard(void);

// Puts /dev/null on that number.
void descriptors_silence(int number);

// Appends what one file holds, from where the descriptor is, to another. Gives -1 with errno.
int descriptors_copy(int from, int to);

#endif
