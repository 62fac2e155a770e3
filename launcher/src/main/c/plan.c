// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "plan_lines.h"
#include "text.h"

enum { FORMAT_VERSION = 1 };

static bool parse_version(char *line, struct problems *problems) {
  unsigned long long version;
  char *rest = line;
  if (strcmp(plan_take_word(&rest), "jcr-restore-plan") != 0 ||
      !plan_take_number(&rest, 9999, &version)) {
    problems_add(problems, 411, "restore.plan does not begin as a restore plan; %s", PLAN_REMEDY);
    return false;
  }
  if (version != FORMAT_VERSION) {
    problems_add(problems, 411, "restore.plan has format %llu, this jcr reads format %d; %s",
                 version, FORMAT_VERSION, "restore with the version of JCR that made the image");
    return false;
  }
  return true;
}

static bool parse_lines(char *text, struct plan *plan, struct problems *problems) {
  size_t number = 0;
  for (char *line = text; *line != '\0';) {
    char *end = strchr(line, '\n');
    *end = '\0';
    number++;
    if (number == 1 ? !parse_version(line, problems)
                    : !plan_parse_line(line, number, plan, problems)) {
      return false;
    }
    line = end + 1;
  }
  return true;
}

static bool require_fields(const struct plan *plan, struct problems *problems) {
  const char *missing = plan->checkpoint == NULL     ? "checkpoint"
                        : plan->architecture == NULL ? "arch"
                        : plan->idCount == 0         ? "id"
                                                     : NULL;
  if (missing != NULL) {
    problems_add(problems, 411, "restore.plan has no '%s' line; %s", missing, PLAN_REMEDY);
  }
  return missing == NULL;
}

bool plan_parse(char *text, size_t length, struct plan *plan, struct problems *problems) {
  *plan = (struct plan){.text = text};
  if (length == 0 || text[length - 1] != '\n' || strlen(text) != length) {
    problems_add(problems, 411, "restore.plan is empty or breaks off; %s", PLAN_REMEDY);
    return false;
  }
  return parse_lines(text, plan, problems) && require_fields(plan, problems);
}

void plan_add_id(struct plan *plan, pid_t id) {
  if (!plan_has_id(plan, id)) {
    plan->ids = list_grow(plan->ids, plan->idCount, sizeof *plan->ids);
    plan->ids[plan->idCount++] = id;
  }
}

bool plan_has_id(const struct plan *plan, pid_t id) {
  for (size_t i = 0; i < plan->idCount; i++) {
    if (plan->ids[i] == id) {
      return true;
    }
  }
  return false;
}

void plan_free(struct plan *plan) {
  free(plan->text);
  free(plan->cpuFeatures);
  free(plan->jdkFiles);
  free(plan->builds);
  free(plan->files);
  free(plan->ids);
  free(plan->dataFiles);
  free(plan->locks);
  free(plan->listens);
  free(plan->binds);
  free(plan->madeFiles);
  free(plan->streams);
  free(plan->options);
  *plan = (struct plan){0};
}
