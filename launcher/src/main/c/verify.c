// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "verify.h"

#include <stdio.h>
#include <stdlib.h>

#include "descriptors.h"
#include "fit.h"

enum { DOES_NOT_FIT = 4, USAGE = 64 };

static int tell(const struct restore_options *options, const struct problems *problems) {
  problems_print(problems, stderr);
  if (problems->count > 0) {
    // A host without CRIU, 3 for a restore, is one that the image does not fit.
    return problems_exit_status(problems) == USAGE ? USAGE : DOES_NOT_FIT;
  }
  return printf("%s fits this host\n", options->folder) < 0 || fflush(stdout) != 0 ? 1 : 0;
}

static int verify(const struct restore_options *options, struct problems *problems) {
  struct image image = {.descriptor = -1};
  descriptors_fill_standard();
  free(fit_check(options, &image, problems));
  int status = tell(options, problems);
  image_close(&image);
  return status;
}

int verify_main(int count, char **arguments) {
  struct restore_options options;
  struct problems problems = {0};
  int status;
  restore_options_parse(&VERIFY, count, arguments, &options, &problems);
  if (problems.count > 0) {
    problems_print(&problems, stderr);
    status = problems_exit_status(&problems);
  } else if (options.help) {
    status = printf("%s\n%s\n", VERIFY.usage, VERIFY.help) < 0 ? 1 : 0;
  } else {
    status = verify(&options, &problems);
  }
  problems_free(&problems);
  moves_free(&options.moves);
  return status;
}
