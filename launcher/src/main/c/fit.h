// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Does an image fit this host? The one list of checks, for `jcr verify` and `jcr restore`.

#ifndef JCR_FIT_H
#define JCR_FIT_H

#include "image.h"
#include "problems.h"
#include "restore_options.h"

// Opens the image (image_close it, whatever comes of this), and adds everything that does not fit.
// Gives CRIU's program, fresh; NULL where there is none, or no plan to look at. Starts no other
// program but a CRIU that did not make the image, to ask for its version.
char *fit_check(const struct restore_options *options, struct image *image,
                struct problems *problems);

#endif
