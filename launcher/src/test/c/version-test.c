// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "version.h"

#include <stdlib.h>

#include "criu_version.h"
#include "test.h"

static struct version read_version(const char *text) {
  struct version version;
  return version_parse(text, &version) ? version : (struct version){0};
}

static int compare(const char *first, const char *second) {
  struct version one = read_version(first);
  struct version other = read_version(second);
  return version_compare(&one, &other);
}

static bool is_text(const char *text, const char *wanted) {
  struct version version = read_version(text);
  char *said = version_text(&version);
  bool right = strcmp(said, wanted) == 0;
  free(said);
  return right;
}

static void versions_are_read_and_told(void) {
  CHECK(is_text("6.18.44-generic", "6.18.44") && is_text("4.2", "4.2") && is_text("4.2.0", "4.2"));
  CHECK(is_text("6.1-rc1", "6.1") && is_text("6.18.44+deb", "6.18.44"));
  struct version version;
  CHECK(!version_parse("", &version) && !version_parse("6", &version));
  CHECK(!version_parse("6.", &version) && !version_parse("-6.1", &version));
}

static void versions_are_compared_by_number(void) {
  CHECK(compare("4.2", "4.2.0") == 0 && compare("4.2.1", "4.2") > 0);
  CHECK(compare("4.10", "4.9.9") > 0 && compare("3.17.1", "4.0") < 0);
}

static bool needs(const char *kernel, const char *criu) {
  struct version version = read_version(kernel);
  struct version needed = criu_version_needed(&version);
  struct version wanted = read_version(criu);
  return version_compare(&needed, &wanted) == 0;
}

static void each_kernel_has_its_oldest_criu(void) {
  CHECK(needs("6.18.44-fc", "4.2") && needs("6.16.0", "4.2") && needs("7.0", "4.2"));
  CHECK(needs("6.15.9", "4.1") && needs("6.13", "4.1"));
  CHECK(needs("6.12.99", "4.0") && needs("5.10.0", "4.0"));
}

static void answer_of_criu_is_understood(void) {
  struct version version;
  CHECK(criu_version_parse("Version: 4.2.1\nGitID: v4.2\n", &version) && version.patch == 1);
  CHECK(criu_version_parse("Warn: something\nVersion: 3.17\n", &version) && version.minor == 17);
  CHECK(!criu_version_parse("", &version) && !criu_version_parse("Version: \n", &version));
  CHECK(!criu_version_parse("No Version: 4.2\n", &version));
}

const struct test_case VERSION_CASES[] = {
    CASE(versions_are_read_and_told),
    CASE(versions_are_compared_by_number),
    CASE(each_kernel_has_its_oldest_criu),
    CASE(answer_of_criu_is_understood),
    {0},
};
