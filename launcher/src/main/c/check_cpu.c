// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <stdlib.h>

#include "checks.h"
#include "cpu.h"
#include "text.h"

static char *append(char *list, const char *word) {
  char *longer = text_format("%s%s%s", list, *list == '\0' ? "" : " ", word);
  free(list);
  return longer;
}

void check_cpu(const struct plan *plan, struct problems *problems) {
  if (plan->cpuFeatureCount == 0) {
    return;
  }
  struct cpu *cpu = cpu_read();
  char *missing = text_format("%s", "");
  for (size_t i = 0; i < plan->cpuFeatureCount; i++) {
    if (!cpu_has(cpu, plan->cpuFeatures[i])) {
      missing = append(missing, plan->cpuFeatures[i]);
    }
  }
  if (*missing != '\0') {
    problems_add(problems, 421,
                 "the processor of this host lacks what code in the image may use: %s; restore on a "
                 "host that has it, or make the checkpoint on a host that lacks it too",
                 missing);
  }
  free(missing);
  cpu_free(cpu);
}
