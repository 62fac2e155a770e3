// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// restore.plan: what the checkpoint decided that a restore has to do. One `key value...` per line.

#ifndef JCR_PLAN_H
#define JCR_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "problems.h"

// A file that must be there with that size (the kernel's st_size).
struct plan_file {
  unsigned long long size;
  const char *path;
};

// A file of the JDK that must be of that build.
struct plan_build {
  const char *id; // hexadecimal
  const char *path;
};

// The CRIU that made the image: its version, and what tells its program from another.
struct plan_criu_version {
  const char *text; // NULL where the plan has none
  unsigned long long size;
  unsigned long long modified; // nanoseconds since 1970
};

// A file that must not have been written since.
struct plan_data_file {
  struct plan_file file;
  unsigned long long modified; // nanoseconds since 1970
};

// A lock that CRIU takes again.
struct plan_lock {
  bool flock; // of flock(2), else of fcntl(2)
  bool write;
  unsigned long long start;
  unsigned long long length; // 0: all
  const char *path;
};

// An address and port that the image binds.
struct plan_listen {
  const char *protocol; // tcp, tcp6, udp, udp6, as in /proc/net
  const char *address;
  unsigned short port;
};

// A file that the image needs and carries itself, made where it is missing.
struct plan_made_file {
  mode_t mode;
  uid_t owner;
  gid_t group;
  const char *name; // in the image
  const char *path; // on the host
};

// A standard stream of the launcher (0..2) and CRIU's name for what it replaces.
struct plan_stream {
  int number;
  const char *key;
};

struct plan {
  char *text; // holds every string below
  const char *checkpoint;
  const char *criu; // NULL where the plan names none
  struct plan_criu_version criuVersion;
  const char *architecture;
  const char *kernel;       // the oldest that will do; NULL for any
  const char **cpuFeatures; // by the names of /proc/cpuinfo
  size_t cpuFeatureCount;
  struct plan_file *jdkFiles;
  size_t jdkFileCount;
  struct plan_build *builds;
  size_t buildCount;
  struct plan_file *files;
  size_t fileCount;
  pid_t *ids; // the first one is the root process
  size_t idCount;
  struct plan_data_file *dataFiles;
  size_t dataFileCount;
  struct plan_lock *locks;
  size_t lockCount;
  struct plan_listen *listens; // by CRIU
  size_t listenCount;
  struct plan_listen *binds; // by the restored process, elsewhere if it is told so
  size_t bindCount;
  const char *arguments; // CRIU's key of the file that the restored process is told by; or NULL
  struct plan_made_file *madeFiles;
  size_t madeFileCount;
  struct plan_stream *streams;
  size_t streamCount;
  const char **options;
  size_t optionCount;
};

// Takes the text over (plan_free frees it, also after a failure). False: a problem was added.
bool plan_parse(char *text, size_t length, struct plan *plan, struct problems *problems);

// Adds an id that is not there yet.
void plan_add_id(struct plan *plan, pid_t id);

bool plan_has_id(const struct plan *plan, pid_t id);

void plan_free(struct plan *plan);

#endif
