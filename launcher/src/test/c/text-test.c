// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "text.h"

#include <stdlib.h>
#include <unistd.h>

#include "test.h"

static void numbers_are_read_whole_or_not_at_all(void) {
  unsigned long long number = 0;
  CHECK(text_number("0", 10, &number) && number == 0);
  CHECK(text_number("18446744073709551615", ~0ULL, &number) && number == ~0ULL);
  CHECK(!text_number("18446744073709551616", ~0ULL, &number));
  CHECK(!text_number("11", 10, &number));
  CHECK(!text_number("5", 4, &number));
  CHECK(!text_number("", 10, &number));
  CHECK(!text_number("-1", 10, &number));
  CHECK(!text_number("1 ", 10, &number));
  CHECK(!text_number("0x1", 100, &number));
}

static void control_characters_do_not_reach_the_terminal(void) {
  char text[] = "a\033[31mb\nc\177";
  CHECK(strcmp(text_printable(text), "a?[31mb?c?") == 0);
  char c1[] = "\xc2\x9b[31m \xc2\x80\xc2\xa0 \xc3\x9b \xc2";
  CHECK(strcmp(text_printable(c1), "??[31m ??\xc2\xa0 \xc3\x9b \xc2") == 0);
}

static void a_word_for_a_shell_is_one_word(void) {
  static const struct {
    const char *text;
    const char *quoted;
  } cases[] = {{"", "''"}, {"/a b", "'/a b'"}, {"'", "''\\'''"}, {"a'; rm '", "'a'\\''; rm '\\'''"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *quoted = text_quoted(cases[i].text);
    CHECK(strcmp(quoted, cases[i].quoted) == 0);
    free(quoted);
  }
}

static void the_tail_of_a_long_file_is_read(void) {
  char name[] = "/tmp/jcr-unit-XXXXXX";
  int file = mkstemp(name);
  CHECK(file >= 0 && write(file, "0123456789", 10) == 10);
  close(file);
  char *tail = text_read_tail(-1, name, 4);
  size_t length = 0;
  char *whole = text_read_file(-1, name, 10, &length);
  char *refused = text_read_file(-1, name, 9, &length);
  unlink(name);
  bool right =
      tail != NULL && strcmp(tail, "6789") == 0 && whole != NULL && length == 10 && refused == NULL;
  free(tail);
  free(whole);
  CHECK(right);
}

static void the_worst_problem_decides_the_exit_status(void) {
  struct problems problems = {0};
  CHECK(problems_exit_status(&problems) == 0);
  problems_add(&problems, 504, "one");
  int only = problems_exit_status(&problems);
  problems_add(&problems, 415, "two");
  int image = problems_exit_status(&problems);
  problems_add(&problems, 301, "three");
  int host = problems_exit_status(&problems);
  problems_free(&problems);
  CHECK(only == 5 && image == 4 && host == 3);
}

const struct test_case TEXT_CASES[] = {
    CASE(numbers_are_read_whole_or_not_at_all),
    CASE(control_characters_do_not_reach_the_terminal),
    CASE(a_word_for_a_shell_is_one_word),
    CASE(the_tail_of_a_long_file_is_read),
    CASE(the_worst_problem_decides_the_exit_status),
    {0},
};
