// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "restore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checks.h"
#include "child.h"
#include "criu_errors.h"
#include "criu_process.h"
#include "descriptors.h"
#include "fit.h"
#include "image.h"
#include "made_files.h"
#include "problems.h"
#include "process.h"
#include "restore_options.h"
#include "streams.h"
#include "supervisor.h"

#ifndef JCR_CRIU_SECONDS // a test builds a jcr that is less patient
#define JCR_CRIU_SECONDS 60
#endif

enum {
  MAX_ATTEMPTS = 3,
  // Restores take well under a second, and as long as the image takes to be read: from a slow disk.
  CRIU_SECONDS = JCR_CRIU_SECONDS,
  BYTES_PER_SECOND = 16 << 20,
};

struct restore {
  struct restore_options options;
  struct image image;
  char *criu;
  struct made_files made;
  struct streams streams;
  struct work_folder work;
  int arguments; // what the restored process is told, or -1
  struct supervisor supervisor;
  struct child_set others; // children that are not CRIU's: a shell's that became jcr, the relays
  struct problems problems;
};

static bool prepare(struct restore *restore) {
  if (work_folder_create(&restore->work) != 0) {
    problems_add(&restore->problems, 504,
                 "no folder for CRIU's log can be made in $XDG_RUNTIME_DIR, /run or /tmp: %s; let "
                 "this user write in one of them that belongs to it or to root",
                 strerror(errno));
    return false;
  }
  supervisor_begin(&restore->supervisor, restore->image.plan.ids[0]);
  if (!streams_prepare(&restore->image.plan, &restore->streams)) {
    problems_add(&restore->problems, 504,
                 "the standard streams cannot be handed on: %s; see the limits of open files and "
                 "processes (ulimit -n, -u)",
                 strerror(errno));
    return false;
  }
  restore->arguments = moves_write(&restore->options.moves);
  if (restore->arguments < 0) {
    problems_add(&restore->problems, 504, "no memory file can be made: %s; see the limit ulimit -n",
                 strerror(errno));
    return false;
  }
  child_list(&restore->others);
  // Last, with signals blocked: nothing that ends this program early can leave the files behind.
  return made_files_create(&restore->image, &restore->made, &restore->problems);
}

// Takes down whatever CRIU could not or did not take down itself.
static void clear_away(struct restore *restore) {
  pid_t left = child_kill_others(&restore->others);
  if (left != 0) {
    char *label = process_label(left);
    fprintf(stderr,
            "jcr: JCR-504: process %s of the failed restore does not end, though it was killed; "
            "see what it waits for in /proc/%d/stack, and restore again when it is gone\n",
            label, (int)left);
    free(label);
  }
}

// What CRIU cannot tell: who is in the way. False where nobody is to be found.
static bool name_holder(struct restore *restore, int code) {
  if (code == 415) {
    check_ports(&restore->image.plan, &restore->options.moves, &restore->problems);
  } else if (code == 416) {
    check_ids_thoroughly(&restore->image.plan, &restore->problems);
  } else if (code == 420) {
    check_locks_thoroughly(&restore->image.plan, &restore->problems);
  }
  return restore->problems.count > 0;
}

enum outcome { RESTORED, FAILED, COLLIDED };

static enum outcome explain(struct restore *restore) {
  char *log = criu_read_log(&restore->work);
  int code = criu_errors_code(log);
  bool named = name_holder(restore, code);
  if (named) {
    criu_errors_quote(log, &restore->problems);
  } else {
    criu_errors_explain(log, &restore->problems);
  }
  free(log);
  // An id that nobody has by now: one of CRIU's own helper processes had it for a moment.
  return code == 416 && !named ? COLLIDED : FAILED;
}

// Slow, or waiting for a lock that somebody took after the check.
static enum outcome explain_timeout(struct restore *restore, unsigned long long seconds) {
  char *log = criu_read_log(&restore->work);
  if (!name_holder(restore, 420)) {
    problems_add(&restore->problems, 503,
                 "CRIU has not restored the image within %llu s, and was ended; see whether the "
                 "host is short of memory or its disk is slow, and try again",
                 seconds);
  }
  criu_errors_quote(log, &restore->problems);
  free(log);
  return FAILED;
}

static enum outcome check_root(struct restore *restore) {
  pid_t root = criu_read_root(&restore->work);
  if (root == restore->supervisor.root) {
    return RESTORED;
  }
  clear_away(restore);
  problems_add(&restore->problems, 504,
               "CRIU restored process %d, and the plan names %d; it was ended again; make the "
               "checkpoint anew",
               (int)root, (int)restore->supervisor.root);
  return FAILED;
}

static enum outcome attempt(struct restore *restore) {
  unsigned long long seconds = CRIU_SECONDS + restore->image.size / BYTES_PER_SECOND;
  struct criu_run run = {.program = restore->criu,
                         .image = &restore->image,
                         .streams = &restore->streams,
                         .work = &restore->work,
                         .arguments = restore->arguments};
  problems_free(&restore->problems);
  pid_t criu = criu_start(&run);
  if (criu < 0) {
    problems_add(&restore->problems, 504, "CRIU cannot be started: %s; try again", strerror(errno));
    return FAILED;
  }
  supervisor_await_criu(&restore->supervisor, criu, seconds);
  int status = restore->supervisor.criuStatus;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return check_root(restore);
  }
  clear_away(restore);
  return restore->supervisor.timedOut ? explain_timeout(restore, seconds) : explain(restore);
}

static enum outcome run_criu(struct restore *restore) {
  enum outcome outcome = COLLIDED;
  for (int i = 0; i < MAX_ATTEMPTS && outcome == COLLIDED && restore->supervisor.interrupted == 0;
       i++) {
    outcome = attempt(restore);
  }
  return outcome;
}

// The launcher's copies of what went to CRIU.
static void release(struct restore *restore) {
  streams_release(&restore->streams);
  if (restore->arguments >= 0) {
    close(restore->arguments);
    restore->arguments = -1;
  }
}

static int stand_in(struct restore *restore) {
  // The folder is the user's again, and the reader of a pipe sees when the application closes it.
  image_close(&restore->image);
  restore->image.descriptor = -1;
  descriptors_silence(STDOUT_FILENO);
  if (!isatty(STDIN_FILENO)) {
    descriptors_silence(STDIN_FILENO); // a terminal is still needed, for job control
  }
  int status = supervisor_stand_in(&restore->supervisor);
  streams_finish(&restore->streams);
  return status;
}

static int succeed(struct restore *restore) {
  release(restore);
  work_folder_remove(&restore->work);
  // A signal that came while CRIU was ending well is still to be passed on.
  if (restore->options.detach && restore->supervisor.interrupted == 0) {
    printf("%d\n", (int)restore->supervisor.root);
    return fflush(stdout) == 0 ? 0 : 1;
  }
  return stand_in(restore);
}

static int fail(struct restore *restore) {
  int interrupted = restore->supervisor.interrupted;
  made_files_remove(&restore->image, &restore->made);
  release(restore);
  streams_finish(&restore->streams);
  work_folder_remove(&restore->work);
  if (interrupted != 0) {
    return 128 + interrupted;
  }
  problems_print(&restore->problems, stderr);
  return problems_exit_status(&restore->problems);
}

static int restore_image(struct restore *restore) {
  return prepare(restore) && run_criu(restore) == RESTORED ? succeed(restore) : fail(restore);
}

static int check_and_restore(struct restore *restore) {
  descriptors_fill_standard();
  restore->criu = fit_check(&restore->options, &restore->image, &restore->problems);
  if (restore->problems.count > 0) {
    problems_print(&restore->problems, stderr);
    return problems_exit_status(&restore->problems);
  }
  return restore_image(restore);
}

int restore_main(int count, char **arguments) {
  struct restore restore = {.image = {.descriptor = -1},
                            .streams = {.descriptors = {-1, -1, -1}},
                            .work = {.descriptor = -1},
                            .arguments = -1};
  int status;
  restore_options_parse(&RESTORE, count, arguments, &restore.options, &restore.problems);
  if (restore.problems.count > 0) {
    problems_print(&restore.problems, stderr);
    status = problems_exit_status(&restore.problems);
  } else if (restore.options.help) {
    status = printf("%s\n%s\n", RESTORE.usage, RESTORE.help) < 0 ? 1 : 0;
  } else {
    status = check_and_restore(&restore);
  }
  problems_free(&restore.problems);
  made_files_free(&restore.made);
  moves_free(&restore.options.moves);
  child_free(&restore.others);
  image_close(&restore.image);
  free(restore.criu);
  return status;
}
