// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// One run of `criu restore`.

#ifndef JCR_CRIU_PROCESS_H
#define JCR_CRIU_PROCESS_H

#include <sys/types.h>

#include "image.h"
#include "streams.h"
#include "work_folder.h"

struct criu_run {
  const char *program;
  const struct image *image;
  const struct streams *streams;
  const struct work_folder *work;
  int arguments; // the file in the place of the plan's
};

// Starts CRIU with nothing of the launcher's but its standard input, the image, the work folder and
// the streams to plug. Gives its process id, or -1 with errno.
pid_t criu_start(const struct criu_run *run);

// The root process that CRIU noted, 0 for none.
pid_t criu_read_root(const struct work_folder *work);

// CRIU's log and what it wrote before it had one, fresh.
char *criu_read_log(const struct work_folder *work);

#endif
