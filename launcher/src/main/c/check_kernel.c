// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "checks.h"
#include "version.h"

bool check_architecture(const struct plan *plan, struct problems *problems) {
  struct utsname host;
  bool same = uname(&host) != 0 || strcmp(host.machine, plan->architecture) == 0;
  if (!same) {
    problems_add(problems, 417,
                 "the image was made on %s, this host is %s; restore on a host of that kind",
                 plan->architecture, host.machine);
  }
  return same;
}

void check_kernel(const struct plan *plan, struct problems *problems) {
  struct version needed;
  struct version kernel = version_of_kernel();
  if (plan->kernel == NULL || !version_parse(plan->kernel, &needed) ||
      version_compare(&kernel, &needed) >= 0) {
    return;
  }
  char *text = version_text(&kernel);
  problems_add(problems, 422,
               "the image needs kernel %s or newer, this host has %s; restore on a host with a "
               "newer kernel",
               plan->kernel, text);
  free(text);
}
