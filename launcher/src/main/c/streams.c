// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "streams.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "relay.h"

enum { FINISH_ROUNDS = 200 }; // of 10 ms

static bool is_plugged_already(const struct streams *streams, const char *key) {
  for (int i = 0; i < STREAM_COUNT; i++) {
    if (streams->keys[i] != NULL && strcmp(streams->keys[i], key) == 0) {
      return true;
    }
  }
  return false;
}

// CRIU opens what replaces a pipe anew (criu/pipes.c, reopen_pipe). A pipe or terminal does not
// mind; a file would be written from its beginning again, and a socket cannot be opened.
static bool needs_relay(const char *key, int number) {
  struct stat status;
  return strncmp(key, "pipe:", 5) == 0 && fstat(number, &status) == 0 &&
         !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode);
}

static bool start_relay(const struct plan *plan, struct streams *streams, int number) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return false;
  }
  bool input = number == STDIN_FILENO;
  streams->relays[number] =
      input ? relay_start(plan, number, ends[1]) : relay_start(plan, ends[0], number);
  streams->descriptors[number] = input ? ends[0] : ends[1];
  close(input ? ends[1] : ends[0]);
  return streams->relays[number] > 0;
}

bool streams_prepare(const struct plan *plan, struct streams *streams) {
  *streams = (struct streams){.descriptors = {-1, -1, -1}};
  for (size_t i = 0; i < plan->streamCount; i++) {
    const struct plan_stream *stream = &plan->streams[i];
    // CRIU takes the first of equal keys for every descriptor of that name.
    if (streams->keys[stream->number] != NULL || is_plugged_already(streams, stream->key)) {
      continue;
    }
    streams->keys[stream->number] = stream->key;
    if (needs_relay(stream->key, stream->number)) {
      if (!start_relay(plan, streams, stream->number)) {
        return false;
      }
    } else {
      streams->descriptors[stream->number] = fcntl(stream->number, F_DUPFD_CLOEXEC, 3);
      if (streams->descriptors[stream->number] < 0) {
        return false;
      }
    }
  }
  return true;
}

void streams_release(struct streams *streams) {
  for (int i = 0; i < STREAM_COUNT; i++) {
    if (streams->descriptors[i] >= 0) {
      close(streams->descriptors[i]);
      streams->descriptors[i] = -1;
    }
  }
}

void streams_finish(struct streams *streams) {
  const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
  if (streams->relays[0] > 0 && waitpid(streams->relays[0], NULL, WNOHANG) == 0) {
    kill(streams->relays[0], SIGKILL); // nobody reads any more
  }
  for (int round = 0; round < FINISH_ROUNDS; round++) {
    bool busy = false;
    for (int i = 0; i < STREAM_COUNT; i++) {
      // Reaped or never started: no such child.
      busy |= streams->relays[i] > 0 && waitpid(streams->relays[i], NULL, WNOHANG) == 0;
    }
    if (!busy) {
      return;
    }
    nanosleep(&pause, NULL);
  }
}
