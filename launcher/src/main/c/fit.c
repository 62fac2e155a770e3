// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "fit.h"

#include "checks.h"

static void check_machine(const struct plan *plan, struct problems *problems) {
  // Of another architecture it has no feature at all: one message says it.
  if (check_architecture(plan, problems)) {
    check_cpu(plan, problems);
  }
  check_kernel(plan, problems);
}

static char *check_program(const struct plan *plan, const char *wanted,
                           struct problems *problems) {
  char *criu = check_criu(plan, wanted, problems);
  if (criu != NULL) {
    check_criu_version(plan, criu, problems);
  }
  return criu;
}

char *fit_check(const struct restore_options *options, struct image *image,
                struct problems *problems) {
  image_open(options->folder, image, problems);
  const struct plan *plan = &image->plan;
  if (plan->architecture == NULL || plan->idCount == 0) {
    return NULL; // no plan, no more to say
  }
  check_machine(plan, problems);
  check_files(plan, problems);
  check_locks(plan, problems);
  char *criu = check_program(plan, options->criu, problems);
  // Last, what changes from one moment to the next.
  check_ids(plan, problems);
  check_ports(plan, &options->moves, problems);
  return criu;
}
