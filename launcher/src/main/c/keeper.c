// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "carried.h"
#include "child.h"
#include "deadline.h"
#include "descriptors.h"
#include "process.h"
#include "seal.h"
#include "spare.h"
#include "text.h"
#include "vault.h"

enum {
  SOCKET = 3,
  FINISH_SECONDS = 10, // what CRIU still does then takes milliseconds
  LOOK_NANOSECONDS = 10 * 1000 * 1000,
};

struct keeper {
  const char *criu;
  unsigned long long seconds;
  const char *temporary; // NULL: there is no image to finish
  const char *final;
  pid_t dumped; // the process that started the keeper, to dump itself
  pid_t *group; // CRIU's process group, 0 before there is one; the spare sees it too
};

static bool parse(int count, char **arguments, struct keeper *keeper) {
  if ((count != 2 && count != 4) || arguments[0][0] != '/' ||
      !text_number(arguments[1], INT_MAX, &keeper->seconds) || keeper->seconds == 0) {
    return false;
  }
  keeper->criu = arguments[0];
  keeper->dumped = getppid();
  keeper->temporary = count == 4 ? arguments[2] : NULL;
  keeper->final = count == 4 ? arguments[3] : NULL;
  // The keeper works in another folder than the JVM.
  return count == 2 || (keeper->temporary[0] == '/' && keeper->final[0] == '/');
}

static bool is_socket(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

static void run_criu(const struct keeper *keeper, pid_t parent) {
  setpgid(0, 0);
  child_reset_signals();
  // Without a keeper it would end the JVM, and nobody would give the image its name.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(127);
  }
  execl(keeper->criu, keeper->criu, "swrk", "3", (char *)NULL);
  _exit(127);
}

static bool has_ended(pid_t criu) {
  siginfo_t info = {0};
  return waitid(P_PID, (id_t)criu, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == criu;
}

static bool ends_within(pid_t criu, unsigned long long seconds) {
  struct timespec deadline = deadline_in(seconds);
  struct timespec left;
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  while (!has_ended(criu) && deadline_left(&deadline, &left)) {
    sigtimedwait(&child, NULL, &left);
  }
  return has_ended(criu);
}

static bool is_gone(pid_t id) {
  struct process process;
  return !process_read(id, &process) || process.state == 'Z' || process.state == 'X';
}

// Waits for CRIU, or kills it in the end. True: it ended with 0.
static bool await_criu(const struct keeper *keeper, pid_t criu) {
  int status;
  // CRIU ends the process once the image is written, and is about to end itself.
  if (!ends_within(criu, keeper->seconds) && is_gone(keeper->dumped)) {
    ends_within(criu, FINISH_SECONDS);
  }
  // A CRIU that was killed can leave processes behind with which it probed the kernel: stopped for
  // ever, and holding the socket whose end tells the JVM. Not reaped yet, it keeps its group's id.
  kill(-criu, SIGKILL);
  return waitpid(criu, &status, 0) == criu && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// CRIU has the socket now; it reads one request, and answers it.
static bool dump(const struct keeper *keeper) {
  pid_t self = getpid();
  pid_t criu = fork();
  if (criu == 0) {
    run_criu(keeper, self);
  }
  setpgid(criu, criu); // here and there: whoever comes first
  *keeper->group = criu;
  return criu > 0 && await_criu(keeper, criu);
}

// Whether the process is gone, or about to go. Where it lives, it takes the folder away itself.
static bool is_orphaned(const struct keeper *keeper) {
  const struct timespec pause = {.tv_nsec = LOOK_NANOSECONDS};
  struct timespec deadline = deadline_in(FINISH_SECONDS);
  struct timespec left;
  while (!is_gone(keeper->dumped)) {
    if (access(keeper->temporary, F_OK) != 0 || !deadline_left(&deadline, &left)) {
      return false;
    }
    nanosleep(&pause, NULL);
  }
  return true;
}

static void name_image(const struct keeper *keeper, bool dumped, bool lives) {
  bool carried = lives || carried_refresh(keeper->temporary) == 0;
  bool sealed = carried && seal_image(keeper->temporary, keeper->final) == 0;
  vault_tell(SOCKET, 'S', sealed);
  if (!sealed && !dumped) {
    seal_discard_incomplete(keeper->temporary);
  }
}

// CRIU writes all that a restore needs before it ends the process. So where there is no process any
// more, a whole image is one, however CRIU ended; and what is none is taken away. Not so where the
// process went on before it ended: its image, whole or not, would undo what it has done since.
static void conclude(const struct keeper *keeper, bool dumped, bool lives) {
  if (keeper->temporary == NULL) {
    return;
  }
  if (dumped) {
    name_image(keeper, dumped, lives);
  } else if (is_orphaned(keeper)) {
    if (lives) {
      seal_discard(keeper->temporary);
    } else {
      name_image(keeper, dumped, lives);
    }
  }
}

// The JVM, if it lives, gets back what it parked before it waits for the image's name.
static void finish(const struct keeper *keeper, struct vault *vault, pid_t spare, bool dumped) {
  struct timespec deadline = deadline_in(FINISH_SECONDS);
  vault_tell(SOCKET, 'E', dumped);
  bool lives = vault_serve(vault, SOCKET, &deadline) == VAULT_GIVEN;
  // Before the name is there: whoever sees it may restore, and bind the ports that were parked.
  vault_close(vault);
  spare_end(spare);
  conclude(keeper, dumped, lives);
}

static void dump_and_finish(const struct keeper *keeper, struct vault *vault) {
  pid_t spare = spare_start();
  if (spare == 0) {
    if (*keeper->group > 0) {
      kill(-*keeper->group, SIGKILL);
    }
    finish(keeper, vault, spare, false);
  } else {
    finish(keeper, vault, spare, dump(keeper));
  }
}

static void keep(const struct keeper *keeper) {
  struct timespec deadline = deadline_in(keeper->seconds);
  struct vault vault = {0};
  enum vault_event event;
  sigset_t child;
  setsid();
  (void)!chdir("/");
  child_reset_signals();
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, NULL); // before the fork: sigtimedwait(2) is to get it
  do {
    event = vault_serve(&vault, SOCKET, &deadline);
  } while (event == VAULT_GIVEN);
  if (event == VAULT_CRIU) {
    dump_and_finish(keeper, &vault);
  } else {
    conclude(keeper, false, false);
  }
  _exit(0);
}

int keeper_main(int count, char **arguments) {
  struct keeper keeper;
  if (!parse(count, arguments, &keeper) || !is_socket(SOCKET)) {
    fprintf(stderr, "jcr: keeper is started by the agent, not by hand\n");
    return 64;
  }
  if (access(keeper.criu, X_OK) != 0) {
    fprintf(stderr, "jcr: JCR-305: %s cannot be run: %s; run bin/install-criu\n", keeper.criu,
            strerror(errno));
    return 3;
  }
  if (keeper.temporary != NULL && seal_reserve(keeper.temporary) != 0) {
    return 4; // the agent tells of it; standard error is the application's
  }
  keeper.group = mmap(NULL, sizeof *keeper.group, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (keeper.group == MAP_FAILED) {
    return 1;
  }
  descriptors_close(SOCKET + 1, UINT_MAX);
  for (int number = 0; number < SOCKET; number++) {
    descriptors_silence(number);
  }
  pid_t child = fork();
  if (child == 0) {
    keep(&keeper);
  }
  return child > 0 ? 0 : 1;
}
