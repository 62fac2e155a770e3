// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// What an image carries of files that are written until the very dump.

#ifndef JCR_CARRIED_H
#define JCR_CARRIED_H

// Copies again what the process has written to since the agent copied it: once it is gone, its files
// are what CRIU saw. The plan of the image names them. 0, or -1 with the copy as the agent made it,
// and the reason in the image's file keeper.error.
int carried_refresh(const char *image);

#endif
