// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "checks.h"
#include "process.h"
#include "text.h"

enum {
  // 2 s: the parent of a process that a checkpoint has just ended collects it in its own time.
  ZOMBIE_ROUNDS = 100,
  ZOMBIE_PAUSE_NANOSECONDS = 20 * 1000 * 1000,
};

// Ids of the plan that one living process (or its group) has; one message for all of them.
struct conflict {
  struct process owner;
  size_t count;
  bool byGroup; // no process has the id, but a process group or session still does
};

struct conflicts {
  struct conflict *items;
  size_t count;
};

static bool answers(pid_t target) { return kill(target, 0) == 0 || errno == EPERM; }

// Fills owner for a taken id. Signal 0 is the cheapest question; it also reaches threads.
static bool find_owner(pid_t id, struct conflict *conflict) {
  *conflict = (struct conflict){.count = 1};
  if (answers(id)) {
    return process_read(id, &conflict->owner);
  }
  if (answers(-id)) {
    conflict->byGroup = true;
    return process_find_member(id, &conflict->owner);
  }
  return false;
}

static void collect(struct conflicts *conflicts, const struct conflict *found) {
  for (size_t i = 0; i < conflicts->count; i++) {
    if (conflicts->items[i].owner.leader == found->owner.leader &&
        conflicts->items[i].byGroup == found->byGroup) {
      conflicts->items[i].count++;
      return;
    }
  }
  conflicts->items = list_grow(conflicts->items, conflicts->count, sizeof *found);
  conflicts->items[conflicts->count++] = *found;
}

static char *describe_ids(const struct conflict *conflict, pid_t id) {
  return conflict->count == 1
             ? text_format("id %d", (int)id)
             : text_format("id %d and %zu more of the image", (int)id, conflict->count - 1);
}

static void report_living(const struct conflict *conflict, const char *ids,
                          struct problems *problems) {
  const struct process *owner = &conflict->owner;
  char *leader = process_label(owner->leader);
  if (owner->leader == owner->id) {
    problems_add(problems, 416, "%s: taken by process %s; end it, or restore where the id is free",
                 ids, leader);
  } else {
    problems_add(problems, 416,
                 "%s: taken by a thread of process %s; end it, or restore where "
                 "the id is free",
                 ids, leader);
  }
  char *command = process_command(owner);
  problems_detail(problems, "command line: %s", command);
  free(command);
  free(leader);
}

static void report_zombie(const struct conflict *conflict, const char *ids,
                          struct problems *problems) {
  char *parent = process_label(conflict->owner.parent);
  problems_add(problems, 416,
               "%s: taken by a zombie, %s, that its parent, process %s, has not collected; %s", ids,
               conflict->owner.name, parent,
               conflict->owner.parent == 1 ? "wait until it does"
                                           : "end that parent, or wait until it does");
  free(parent);
}

static void report_group(const struct conflict *conflict, const char *ids,
                         struct problems *problems) {
  char *member = process_label(conflict->owner.leader);
  problems_add(problems, 416,
               "%s: no process has it, but process %s is still in the process group or session "
               "of that number; end it, or restore where the id is free",
               ids, member);
  free(member);
}

static void report(const struct conflict *conflict, pid_t id, struct problems *problems) {
  char *ids = describe_ids(conflict, id);
  if (conflict->byGroup) {
    report_group(conflict, ids, problems);
  } else if (conflict->owner.leader == getpid()) {
    // Waiting for the application, this process cannot give its id away.
    problems_add(problems, 416, "%s: taken by this very jcr; run it again, and it gets another id",
                 ids);
  } else if (conflict->owner.state == 'Z') {
    report_zombie(conflict, ids, problems);
  } else {
    report_living(conflict, ids, problems);
  }
  free(ids);
}

// What the kernel gives out is below it (kernel/pid.c), and CRIU can ask for no more (clone3(2)).
static unsigned long long read_id_limit(void) {
  char text[32];
  int file = open("/proc/sys/kernel/pid_max", O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  unsigned long long limit = ULLONG_MAX;
  if (file >= 0) {
    close(file);
  }
  if (length > 0) {
    text[length] = '\0';
    text[strcspn(text, "\n")] = '\0';
    text_number(text, INT_MAX, &limit);
  }
  return limit;
}

static void check_id_limit(const struct plan *plan, struct problems *problems) {
  unsigned long long limit = read_id_limit();
  pid_t highest = 0;
  for (size_t i = 0; i < plan->idCount; i++) {
    highest = plan->ids[i] > highest ? plan->ids[i] : highest;
  }
  if ((unsigned long long)highest >= limit) {
    problems_add(problems, 416,
                 "id %d is beyond what this host gives out (kernel.pid_max is %llu); raise it "
                 "(sysctl kernel.pid_max=%d)",
                 (int)highest, limit, (int)highest + 1);
  }
}

static struct conflicts find_conflicts(const struct plan *plan) {
  struct conflicts conflicts = {0};
  struct conflict conflict;
  for (size_t i = 0; i < plan->idCount; i++) {
    if (find_owner(plan->ids[i], &conflict)) {
      conflict.owner.id = plan->ids[i];
      collect(&conflicts, &conflict);
    }
  }
  return conflicts;
}

static bool are_zombies(const struct conflicts *conflicts) {
  for (size_t i = 0; i < conflicts->count; i++) {
    if (conflicts->items[i].owner.state != 'Z') {
      return false;
    }
  }
  return conflicts->count > 0;
}

void check_ids(const struct plan *plan, struct problems *problems) {
  const struct timespec pause = {.tv_nsec = ZOMBIE_PAUSE_NANOSECONDS};
  check_id_limit(plan, problems);
  struct conflicts conflicts = find_conflicts(plan);
  for (int round = 0; round < ZOMBIE_ROUNDS && are_zombies(&conflicts); round++) {
    nanosleep(&pause, NULL);
    free(conflicts.items);
    conflicts = find_conflicts(plan);
  }
  for (size_t i = 0; i < conflicts.count; i++) {
    report(&conflicts.items[i], conflicts.items[i].owner.id, problems);
  }
  free(conflicts.items);
}

void check_ids_thoroughly(const struct plan *plan, struct problems *problems) {
  struct conflict conflict = {.count = 1, .byGroup = true};
  size_t before = problems->count;
  check_ids(plan, problems);
  for (size_t i = 0; problems->count == before && i < plan->idCount; i++) {
    if (process_find_member(plan->ids[i], &conflict.owner)) {
      report(&conflict, plan->ids[i], problems);
    }
  }
}
