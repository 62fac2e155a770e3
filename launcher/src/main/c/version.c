// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "version.h"

#include <stdlib.h>
#include <sys/utsname.h>

#include "text.h"

static bool take_number(const char **text, unsigned long *number) {
  char *end;
  if (**text < '0' || **text > '9') {
    return false;
  }
  *number = strtoul(*text, &end, 10);
  *text = end;
  return true;
}

bool version_parse(const char *text, struct version *version) {
  *version = (struct version){0};
  if (!take_number(&text, &version->major) || *text++ != '.' ||
      !take_number(&text, &version->minor)) {
    return false;
  }
  if (*text++ == '.') {
    take_number(&text, &version->patch);
  }
  return true;
}

static int compare(unsigned long first, unsigned long second) {
  return first < second ? -1 : first > second;
}

int version_compare(const struct version *first, const struct version *second) {
  int result = compare(first->major, second->major);
  result = result != 0 ? result : compare(first->minor, second->minor);
  return result != 0 ? result : compare(first->patch, second->patch);
}

char *version_text(const struct version *version) {
  return version->patch == 0
             ? text_format("%lu.%lu", version->major, version->minor)
             : text_format("%lu.%lu.%lu", version->major, version->minor, version->patch);
}

struct version version_of_kernel(void) {
  struct utsname host;
  struct version version = {0};
  if (uname(&host) == 0) {
    version_parse(host.release, &version);
  }
  return version;
}
