// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <stdlib.h>

#include "checks.h"
#include "criu_version.h"

static const char REMEDY[] =
    "install a newer one with bin/install-criu, or name another with --criu";

static void require_for_kernel(const char *program, const struct version *version,
                               struct problems *problems) {
  struct version kernel = version_of_kernel();
  struct version needed = criu_version_needed(&kernel);
  if (version_compare(version, &needed) < 0) {
    char *texts[] = {version_text(version), version_text(&kernel), version_text(&needed)};
    problems_add(problems, 302, "%s is version %s, kernel %s needs %s; %s", program, texts[0],
                 texts[1], texts[2], REMEDY);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
      free(texts[i]);
    }
  }
}

// CRIU reads the images of older ones; what a newer one writes, an older one may not know.
static void require_for_image(const char *program, const struct version *version,
                              const struct plan *plan, struct problems *problems) {
  struct version made;
  if (plan->criuVersion.text != NULL && version_parse(plan->criuVersion.text, &made) &&
      version_compare(version, &made) < 0) {
    char *text = version_text(version);
    problems_add(problems, 302, "%s is version %s, the image was made by %s; %s", program, text,
                 plan->criuVersion.text, REMEDY);
    free(text);
  }
}

void check_criu_version(const struct plan *plan, const char *program, struct problems *problems) {
  struct version version;
  if (!criu_version_of(plan, program, &version)) {
    problems_add(problems, 302, "%s does not tell its version, so it is no CRIU that runs here; %s",
                 program, REMEDY);
    return;
  }
  require_for_kernel(program, &version, problems);
  require_for_image(program, &version, plan, problems);
}
