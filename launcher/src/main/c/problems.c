// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "problems.h"

#include <stdarg.h>
#include <stdlib.h>

#include "text.h"

static char *format_list(const char *pattern, va_list arguments) {
  char *text = NULL;
  if (vasprintf(&text, pattern, arguments) < 0) {
    return text_format("%s", pattern);
  }
  return text_printable(text);
}

void problems_add(struct problems *problems, int code, const char *pattern, ...) {
  va_list arguments;
  problems->items = list_grow(problems->items, problems->count, sizeof *problems->items);
  va_start(arguments, pattern);
  problems->items[problems->count++] =
      (struct problem){.code = code, .text = format_list(pattern, arguments)};
  va_end(arguments);
}

void problems_detail(struct problems *problems, const char *pattern, ...) {
  struct problem *last = &problems->items[problems->count - 1];
  va_list arguments;
  last->details = list_grow(last->details, last->detailCount, sizeof *last->details);
  va_start(arguments, pattern);
  last->details[last->detailCount++] = format_list(pattern, arguments);
  va_end(arguments);
}

void problems_print(const struct problems *problems, FILE *out) {
  for (size_t i = 0; i < problems->count; i++) {
    const struct problem *problem = &problems->items[i];
    fprintf(out, "jcr: JCR-%03d: %s\n", problem->code, problem->text);
    for (size_t j = 0; j < problem->detailCount; j++) {
      fprintf(out, "  %s\n", problem->details[j]);
    }
  }
  fflush(out);
}

int problems_exit_status(const struct problems *problems) {
  static const struct {
    int group;
    int status;
  } statuses[] = {{1, 64}, {3, 3}, {4, 4}, {5, 5}, {2, 2}, {6, 2}};
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
    for (size_t j = 0; j < problems->count; j++) {
      if (problems->items[j].code / 100 == statuses[i].group) {
        return statuses[i].status;
      }
    }
  }
  return problems->count == 0 ? 0 : 1;
}

void problems_free(struct problems *problems) {
  for (size_t i = 0; i < problems->count; i++) {
    for (size_t j = 0; j < problems->items[i].detailCount; j++) {
      free(problems->items[i].details[j]);
    }
    free(problems->items[i].details);
    free(problems->items[i].text);
  }
  free(problems->items);
  *problems = (struct problems){0};
}
