// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "criu_errors.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { QUOTED_LINES = 10 };

struct line {
  const char *start;
  int length;
};

static bool holds(struct line line, const char *words) {
  return memmem(line.start, (size_t)line.length, words, strlen(words)) != NULL;
}

// CRIU tries to raise a limit, complains where it may not, and goes on (criu/util.c).
static bool is_error(struct line line) {
  return holds(line, "Error") && !holds(line, "RLIMIT_NOFILE");
}

static bool next_line(const char **rest, struct line *line) {
  if (**rest == '\0') {
    return false;
  }
  size_t length = strcspn(*rest, "\n");
  *line = (struct line){.start = *rest, .length = (int)length};
  *rest += length + ((*rest)[length] == '\n');
  return true;
}

static const char CHANGED[] =
    "a file that the image keeps open is not what it was (CRIU names it below); bring it back as "
    "it was, or make the checkpoint anew";
static const char MISSING[] =
    "a file that the image keeps open cannot be opened (CRIU names it below); bring it back, or "
    "make the checkpoint anew";
static const char PORT[] =
    "an address that the image binds cannot be bound; find who has it with 'ss -lpn', and stop it "
    "or restore on another host";
static const char ID[] =
    "a process or thread id of the image is taken; run the restore again, or on a host where the "
    "id is free";
static const char LOCK[] =
    "a file lock of the image was taken, by a process that is gone by now or cannot be seen from "
    "here; run the restore again, and see lslocks(8) if that does not help";
static const char PRIVILEGE[] =
    "CRIU was not allowed what it needs; run as root, or give CRIU the capabilities that "
    "'jcr doctor' names";
static const char KERNEL[] =
    "this CRIU does not fit this kernel; run bin/install-criu, which finds one that does";
static const char UNKNOWN[] =
    "CRIU could not restore the image; nothing of it is left running; its own words follow, and "
    "docs/troubleshooting.md may know them";

// The first row that any error line fits wins, so causes stand above what is seen of them.
static const struct known_error {
  const char *words; // from CRIU's sources, named beside each
  const char *also;  // and in the same line
  int code;
  const char *sentence;
} KNOWN_ERRORS[] = {
    {"has bad size", "File ", 414, CHANGED},           // files-reg.c, validate_file
    {"has bad build-ID", "File ", 414, CHANGED},       // files-reg.c, validate_with_build_id
    {"has bad mode", "File ", 414, CHANGED},           // files-reg.c, open_path
    {"Can't bind inet socket", "", 415, PORT},         // sk-inet.c, soccr.c
    {"unix: Can't bind", "already in use", 415, PORT}, // sk-unix.c
    {"Can't fork for", "File exists", 416, ID},        // cr-restore.c
    {"Unable to create a thread", "-17", 416, ID},     // pie/restorer.c; 17 is EEXIST
    {"Pid", "do not match expected", 416, ID},         // cr-restore.c
    {"Thread pid mismatch", "", 416, ID},              // pie/restorer.c
    {"Can not set posix lock", "", 420, LOCK},         // file-lock.c
    {"Can not set flock", "", 420, LOCK},              // file-lock.c
    {"Can not set ofd lock", "", 420, LOCK},           // file-lock.c
    {"vdso", "", 302, KERNEL},                         // vdso.c, kerndat.c
    {"vDSO", "", 302, KERNEL},                         // vdso.c
    {"needs to have the CAP_", "", 303, PRIVILEGE},    // crtools.c
    {"Operation not permitted", "", 303, PRIVILEGE},   // strerror(3), after any call
    {"Permission denied", "", 303, PRIVILEGE},         // strerror(3), after any call
    {"Can't open file", "No such file", 414, MISSING}, // files-reg.c
    {"Can't open vma", "", 414, MISSING},              // files-reg.c
};

static bool matches(const struct known_error *known, struct line line) {
  return is_error(line) && holds(line, known->words) && holds(line, known->also);
}

static const struct known_error *find_known(const char *log, struct line *line) {
  for (size_t i = 0; i < sizeof KNOWN_ERRORS / sizeof *KNOWN_ERRORS; i++) {
    const char *rest = log;
    while (next_line(&rest, line)) {
      if (matches(&KNOWN_ERRORS[i], *line)) {
        return &KNOWN_ERRORS[i];
      }
    }
  }
  return NULL;
}

int criu_errors_code(const char *log) {
  struct line line;
  const struct known_error *known = find_known(log, &line);
  return known == NULL ? 504 : known->code;
}

// The one error that tells all there is to know. False where the line is not of that form.
static bool explain_size(struct line line, struct problems *problems) {
  char *text = text_format("%.*s", line.length, line.start);
  char *path = strstr(text, "File ");
  char *end = path == NULL ? NULL : strstr(path, " has bad size");
  unsigned long long is;
  unsigned long long was;
  bool known = end != NULL && sscanf(end, " has bad size %llu (expect %llu)", &is, &was) == 2;
  if (known) {
    *end = '\0';
    problems_add(problems, 414,
                 "/%s has %llu bytes, it had %llu at the checkpoint; bring back the file as it "
                 "was, or make the checkpoint anew",
                 path + strlen("File "), is, was);
  }
  free(text);
  return known;
}

void criu_errors_explain(const char *log, struct problems *problems) {
  struct line line = {0};
  const struct known_error *known = find_known(log, &line);
  if (known == NULL) {
    problems_add(problems, 504, "%s", UNKNOWN);
  } else if (!holds(line, "has bad size") || !explain_size(line, problems)) {
    problems_add(problems, known->code, "%s", known->sentence);
  }
  criu_errors_quote(log, problems);
}

void criu_errors_quote(const char *log, struct problems *problems) {
  struct line line;
  size_t count = 0;
  for (const char *rest = log; next_line(&rest, &line);) {
    count += is_error(line);
  }
  for (const char *rest = log; next_line(&rest, &line);) {
    if (is_error(line) && count-- <= QUOTED_LINES) {
      problems_detail(problems, "%.*s", line.length, line.start);
    }
  }
}
