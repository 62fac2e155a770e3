// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// `jcr restore DIR [--detach] [--criu PATH]`: becomes the application of the image.

#ifndef JCR_RESTORE_H
#define JCR_RESTORE_H

// Gives the exit status of the contract: that of the application, where it came back.
int restore_main(int count, char **arguments);

#endif
