// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "plan_lines.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "version.h"

enum { MAX_ID = 4194304 }; // PID_MAX_LIMIT, include/linux/threads.h

char *plan_take_word(char **rest) {
  char *word = *rest;
  char *end = strchr(word, ' ');
  if (end == NULL) {
    *rest = word + strlen(word);
  } else {
    *end = '\0';
    *rest = end + 1;
  }
  return word;
}

bool plan_take_number(char **rest, unsigned long long max, unsigned long long *number) {
  return text_number(plan_take_word(rest), max, number);
}

static bool is_plain_name(const char *name) {
  return *name != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
         strcmp(name, "..") != 0;
}

static bool set_once(const char **field, const char *value) {
  if (*field != NULL || *value == '\0') {
    return false;
  }
  *field = value;
  return true;
}

static bool parse_checkpoint(char *rest, struct plan *plan) {
  return set_once(&plan->checkpoint, rest);
}

static bool parse_criu(char *rest, struct plan *plan) {
  return *rest == '/' && set_once(&plan->criu, rest);
}

static bool parse_architecture(char *rest, struct plan *plan) {
  return set_once(&plan->architecture, rest);
}

static bool is_version(const char *text) {
  struct version version;
  return version_parse(text, &version);
}

static bool parse_criu_version(char *rest, struct plan *plan) {
  struct plan_criu_version *version = &plan->criuVersion;
  return set_once(&version->text, plan_take_word(&rest)) && is_version(version->text) &&
         plan_take_number(&rest, LLONG_MAX, &version->size) &&
         text_number(rest, LLONG_MAX, &version->modified);
}

static bool parse_kernel(char *rest, struct plan *plan) {
  return set_once(&plan->kernel, rest) && is_version(plan->kernel);
}

static bool parse_cpu(char *rest, struct plan *plan) {
  do {
    const char *feature = plan_take_word(&rest);
    if (*feature == '\0') {
      return false;
    }
    plan->cpuFeatures =
        list_grow(plan->cpuFeatures, plan->cpuFeatureCount, sizeof *plan->cpuFeatures);
    plan->cpuFeatures[plan->cpuFeatureCount++] = feature;
  } while (*rest != '\0');
  return true;
}

static bool parse_build(char *rest, struct plan *plan) {
  struct plan_build build = {.id = plan_take_word(&rest), .path = rest};
  if (*build.id == '\0' || build.id[strspn(build.id, "0123456789abcdef")] != '\0' ||
      *rest != '/') {
    return false;
  }
  plan->builds = list_grow(plan->builds, plan->buildCount, sizeof build);
  plan->builds[plan->buildCount++] = build;
  return true;
}

static bool add_file(char *rest, struct plan_file **files, size_t *count) {
  struct plan_file file;
  if (!plan_take_number(&rest, LLONG_MAX, &file.size) || *rest != '/') {
    return false;
  }
  file.path = rest;
  *files = list_grow(*files, *count, sizeof file);
  (*files)[(*count)++] = file;
  return true;
}

static bool parse_jdk_file(char *rest, struct plan *plan) {
  return add_file(rest, &plan->jdkFiles, &plan->jdkFileCount);
}

static bool parse_file(char *rest, struct plan *plan) {
  return add_file(rest, &plan->files, &plan->fileCount);
}

static bool parse_data_file(char *rest, struct plan *plan) {
  struct plan_data_file file;
  if (!plan_take_number(&rest, LLONG_MAX, &file.file.size) ||
      !plan_take_number(&rest, LLONG_MAX, &file.modified) || *rest != '/') {
    return false;
  }
  file.file.path = rest;
  plan->dataFiles = list_grow(plan->dataFiles, plan->dataFileCount, sizeof file);
  plan->dataFiles[plan->dataFileCount++] = file;
  return true;
}

static bool take_lock_kind(char **rest, struct plan_lock *lock) {
  const char *type = plan_take_word(rest);
  const char *access = plan_take_word(rest);
  lock->flock = strcmp(type, "FLOCK") == 0;
  lock->write = strcmp(access, "write") == 0;
  return (lock->flock || strcmp(type, "POSIX") == 0 || strcmp(type, "OFDLCK") == 0) &&
         (lock->write || strcmp(access, "read") == 0);
}

static bool parse_lock(char *rest, struct plan *plan) {
  struct plan_lock lock;
  if (!take_lock_kind(&rest, &lock) || !plan_take_number(&rest, LLONG_MAX, &lock.start) ||
      !plan_take_number(&rest, LLONG_MAX, &lock.length) || *rest != '/') {
    return false;
  }
  lock.path = rest;
  plan->locks = list_grow(plan->locks, plan->lockCount, sizeof lock);
  plan->locks[plan->lockCount++] = lock;
  return true;
}

static bool parse_id(char *rest, struct plan *plan) {
  unsigned long long id;
  // Process 1 is never carried, and kill(-1) would mean everybody.
  if (!text_number(rest, MAX_ID, &id) || id < 2) {
    return false;
  }
  plan->ids = list_grow(plan->ids, plan->idCount, sizeof *plan->ids);
  plan->ids[plan->idCount++] = (pid_t)id;
  return true;
}

static bool is_protocol(const char *word) {
  return strcmp(word, "tcp") == 0 || strcmp(word, "tcp6") == 0 || strcmp(word, "udp") == 0 ||
         strcmp(word, "udp6") == 0;
}

static bool add_address(char *rest, struct plan_listen **addresses, size_t *count) {
  unsigned long long port;
  const char *protocol = plan_take_word(&rest);
  const char *address = plan_take_word(&rest);
  if (!is_protocol(protocol) || *address == '\0' || !text_number(rest, 65535, &port) || port == 0) {
    return false;
  }
  *addresses = list_grow(*addresses, *count, sizeof **addresses);
  (*addresses)[(*count)++] =
      (struct plan_listen){.protocol = protocol, .address = address, .port = (unsigned short)port};
  return true;
}

static bool parse_listen(char *rest, struct plan *plan) {
  return add_address(rest, &plan->listens, &plan->listenCount);
}

static bool parse_bind(char *rest, struct plan *plan) {
  return add_address(rest, &plan->binds, &plan->bindCount);
}

static bool parse_arguments(char *rest, struct plan *plan) {
  return set_once(&plan->arguments, rest);
}

// The permissions alone: no file that an image carries acts for its owner (S_ISUID, inode(7)).
static bool take_mode(char **rest, mode_t *mode) {
  char *word = plan_take_word(rest);
  char *end;
  unsigned long value = strtoul(word, &end, 8);
  *mode = (mode_t)value;
  return *word >= '0' && *word <= '7' && *end == '\0' && value <= 0777;
}

static bool parse_made_file(char *rest, struct plan *plan) {
  struct plan_made_file file;
  unsigned long long owner;
  unsigned long long group;
  // The highest id means "no change" to chown(2), so it is none.
  if (!take_mode(&rest, &file.mode) || !plan_take_number(&rest, UINT_MAX - 1, &owner) ||
      !plan_take_number(&rest, UINT_MAX - 1, &group)) {
    return false;
  }
  file.owner = (uid_t)owner;
  file.group = (gid_t)group;
  file.name = plan_take_word(&rest);
  file.path = rest;
  if (!is_plain_name(file.name) || *rest != '/') {
    return false;
  }
  plan->madeFiles = list_grow(plan->madeFiles, plan->madeFileCount, sizeof file);
  plan->madeFiles[plan->madeFileCount++] = file;
  return true;
}

static bool parse_stream(char *rest, struct plan *plan) {
  unsigned long long number;
  if (!plan_take_number(&rest, 2, &number) || *rest == '\0') {
    return false;
  }
  plan->streams = list_grow(plan->streams, plan->streamCount, sizeof *plan->streams);
  plan->streams[plan->streamCount++] = (struct plan_stream){.number = (int)number, .key = rest};
  return true;
}

static bool parse_option(char *rest, struct plan *plan) {
  if (*rest == '\0') {
    return false;
  }
  plan->options = list_grow(plan->options, plan->optionCount, sizeof *plan->options);
  plan->options[plan->optionCount++] = rest;
  return true;
}

static const struct line_kind {
  const char *key;
  bool (*parse)(char *rest, struct plan *plan);
  const char *form;
} LINE_KINDS[] = {
    {"checkpoint", parse_checkpoint, "once: an id"},
    {"criu", parse_criu, "once: an absolute path"},
    {"criu-version", parse_criu_version, "once: a version, a size, a time in nanoseconds"},
    {"arch", parse_architecture, "once: a machine name"},
    {"kernel", parse_kernel, "once: a version"},
    {"cpu", parse_cpu, "names of /proc/cpuinfo"},
    {"jdk-build-id", parse_build, "hexadecimal digits and an absolute path"},
    {"jdk-file", parse_jdk_file, "a size and an absolute path"},
    {"file", parse_file, "a size and an absolute path"},
    {"data-file", parse_data_file, "a size, a time in nanoseconds, and an absolute path"},
    {"lock", parse_lock, "POSIX, OFDLCK or FLOCK, read or write, a range, and an absolute path"},
    {"id", parse_id, "a process or thread id"},
    {"listen", parse_listen, "tcp, tcp6, udp or udp6, an address, a port"},
    {"bind", parse_bind, "tcp, tcp6, udp or udp6, an address, a port"},
    {"arguments", parse_arguments, "once: CRIU's key"},
    {"make-file", parse_made_file, "mode, user, group, a name in the image, an absolute path"},
    {"stream", parse_stream, "0, 1 or 2, and CRIU's key"},
    {"option", parse_option, "an argument for CRIU"},
};

const char PLAN_REMEDY[] =
    "the image is damaged or of another version of JCR; make the checkpoint anew";

bool plan_parse_line(char *line, size_t number, struct plan *plan, struct problems *problems) {
  char *rest = line;
  const char *key = plan_take_word(&rest);
  for (size_t i = 0; i < sizeof LINE_KINDS / sizeof *LINE_KINDS; i++) {
    if (strcmp(key, LINE_KINDS[i].key) == 0) {
      if (LINE_KINDS[i].parse(rest, plan)) {
        return true;
      }
      problems_add(problems, 411, "restore.plan, line %zu (%s): wanted is %s; %s", number, key,
                   LINE_KINDS[i].form, PLAN_REMEDY);
      return false;
    }
  }
  problems_add(problems, 411, "restore.plan, line %zu: unknown key '%.40s'; %s", number, key,
               PLAN_REMEDY);
  return false;
}
