// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "restore_options.h"

#include "test.h"

static struct restore_options options;

// Parses the words up to NULL; true without a problem. Every problem has to be of usage.
static bool parse(const struct command *command, const char *const *words) {
  struct problems problems = {0};
  int count = 0;
  while (words[count] != NULL) {
    count++;
  }
  restore_options_parse(command, count, (char **)words, &options, &problems);
  bool fine = problems.count == 0;
  if (!fine && problems_exit_status(&problems) != 64) {
    test_failed(__FILE__, __LINE__, "exit status 64");
  }
  problems_free(&problems);
  return fine;
}

#define PARSE(...) parse(&RESTORE, (const char *const[]){__VA_ARGS__, NULL})
#define PARSE_VERIFY(...) parse(&VERIFY, (const char *const[]){__VA_ARGS__, NULL})

static void options_are_read_in_any_order(void) {
  CHECK(PARSE("dir") && strcmp(options.folder, "dir") == 0 && !options.detach);
  CHECK(PARSE("--detach", "dir", "--criu", "c") && options.detach);
  CHECK(strcmp(options.criu, "c") == 0);
  CHECK(PARSE("--criu=c", "--", "-dir") && strcmp(options.folder, "-dir") == 0);
  CHECK(PARSE("--listen", "80=8080", "dir", "--listen=443=8443"));
  CHECK(moves_port(&options.moves, 80) == 8080 && moves_port(&options.moves, 443) == 8443);
  CHECK(moves_port(&options.moves, 22) == 22);
  moves_free(&options.moves);
  CHECK(PARSE("--help") && options.help);
}

static void mistakes_of_usage_are_refused(void) {
  CHECK(!PARSE("--detach"));
  CHECK(!PARSE("a", "b"));
  CHECK(!PARSE("a", "--criu"));
  CHECK(!PARSE("a", "--envelope"));
  CHECK(!PARSE("a", "--env", "K=V"));
  CHECK(!PARSE("a", "--listen=1=x"));
  CHECK(!PARSE("a", "--listen", "0=1"));
  CHECK(!PARSE("a", "--listen", "70000=1"));
  CHECK(!PARSE("a", "--listen"));
  CHECK(!PARSE("a", "-Dkey=value"));
}

// What a restore is asked with, but for what happens after it.
static void verify_has_the_options_of_the_checks(void) {
  CHECK(PARSE_VERIFY("dir") && strcmp(options.folder, "dir") == 0);
  CHECK(PARSE_VERIFY("--criu", "c", "--listen", "80=8080", "dir"));
  CHECK(strcmp(options.criu, "c") == 0 && moves_port(&options.moves, 80) == 8080);
  moves_free(&options.moves);
  CHECK(PARSE_VERIFY("--help") && options.help);
  CHECK(!PARSE_VERIFY("dir", "--detach"));
  CHECK(!PARSE_VERIFY("dir", "-Dkey=value"));
  CHECK(!PARSE_VERIFY("a", "b"));
}

const struct test_case OPTIONS_CASES[] = {
    CASE(options_are_read_in_any_order),
    CASE(mistakes_of_usage_are_refused),
    CASE(verify_has_the_options_of_the_checks),
    {0},
};
