// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "process.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

enum { COMMAND_LENGTH = 160 };

// Files of /proc have no size, so they are read in one go. Gives the length, -1 for none.
static ssize_t read_proc(pid_t id, const char *file, char *buffer, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", (int)id, file);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return -1;
  }
  ssize_t length = read(descriptor, buffer, size - 1);
  close(descriptor);
  buffer[length < 0 ? 0 : length] = '\0';
  return length;
}

static bool read_stat(pid_t id, struct process *process) {
  char text[512];
  int parent;
  int group;
  int session;
  if (read_proc(id, "stat", text, sizeof text) <= 0) {
    return false;
  }
  // The name may hold anything, closing brackets too; the fields follow the last one.
  char *open = strchr(text, '(');
  char *close = strrchr(text, ')');
  if (open == NULL || close == NULL ||
      sscanf(close + 1, " %c %d %d %d", &process->state, &parent, &group, &session) != 4) {
    return false;
  }
  *close = '\0';
  snprintf(process->name, sizeof process->name, "%s", text_printable(open + 1));
  process->id = id;
  process->leader = id;
  process->parent = parent;
  process->group = group;
  process->session = session;
  return true;
}

bool process_read(pid_t id, struct process *process) {
  char text[4096];
  int leader;
  if (!read_stat(id, process)) {
    return false;
  }
  if (read_proc(id, "status", text, sizeof text) > 0) {
    const char *line = strstr(text, "\nTgid:");
    if (line != NULL && sscanf(line, "\nTgid: %d", &leader) == 1) {
      process->leader = leader;
    }
  }
  return true;
}

char *process_label(pid_t id) {
  struct process process;
  return process_read(id, &process) ? text_format("%d (%s)", (int)id, process.name)
                                    : text_format("%d", (int)id);
}

char *process_command(const struct process *process) {
  char text[COMMAND_LENGTH];
  ssize_t length = read_proc(process->leader, "cmdline", text, sizeof text);
  if (length <= 0) {
    return text_format("[%s]", process->name);
  }
  for (ssize_t i = 0; i < length - 1; i++) {
    if (text[i] == '\0') {
      text[i] = ' ';
    }
  }
  text_printable(text);
  return text_format(length == COMMAND_LENGTH - 1 ? "%s..." : "%s", text);
}

pid_t process_find(bool (*visit)(pid_t id, void *context), void *context) {
  DIR *folder = opendir("/proc");
  pid_t found = 0;
  if (folder == NULL) {
    return 0;
  }
  for (struct dirent *entry; found == 0 && (entry = readdir(folder)) != NULL;) {
    unsigned long long id;
    if (text_number(entry->d_name, 1u << 30, &id) && visit((pid_t)id, context)) {
      found = (pid_t)id;
    }
  }
  closedir(folder);
  return found;
}

struct member_search {
  pid_t number;
  struct process *process;
};

static bool is_member(pid_t id, void *context) {
  struct member_search *search = context;
  return read_stat(id, search->process) &&
         (search->process->group == search->number || search->process->session == search->number);
}

bool process_find_member(pid_t number, struct process *process) {
  struct member_search search = {.number = number, .process = process};
  return process_find(is_member, &search) != 0;
}

static bool has_link(pid_t id, void *wanted) {
  char path[64];
  char target[64];
  bool found = false;
  snprintf(path, sizeof path, "/proc/%d/fd", (int)id);
  DIR *folder = opendir(path);
  if (folder == NULL) {
    return false;
  }
  for (struct dirent *entry; !found && (entry = readdir(folder)) != NULL;) {
    ssize_t length = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
    if (length > 0) {
      target[length] = '\0';
      found = strcmp(target, wanted) == 0;
    }
  }
  closedir(folder);
  return found;
}

pid_t process_find_socket(unsigned long inode) {
  char wanted[64];
  snprintf(wanted, sizeof wanted, "socket:[%lu]", inode);
  return process_find(has_link, wanted);
}
