// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "descriptors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text.h"

// Kernels before 5.9 have no close_range(2): close what /proc lists, or else what may be open.
static void close_one_by_one(unsigned first, unsigned last) {
  DIR *folder = opendir("/proc/self/fd");
  if (folder == NULL) {
    long limit = sysconf(_SC_OPEN_MAX);
    for (unsigned i = first; i <= last && i < (unsigned)limit; i++) {
      close((int)i);
    }
    return;
  }
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    unsigned long long number;
    if (text_number(entry->d_name, INT_MAX, &number) && number >= first && number <= last &&
        (int)number != dirfd(folder)) {
      close((int)number);
    }
  }
  closedir(folder);
}

void descriptors_close(unsigned first, unsigned last) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, last, 0) == 0) {
    return;
  }
#endif
  close_one_by_one(first, last);
}

void descriptors_fill_standard(void) {
  for (int number = 0; number <= 2; number++) {
    if (fcntl(number, F_GETFD) < 0) {
      // The lowest free number is this one: those below are open.
      (void)!open("/dev/null", O_RDWR);
    }
  }
}

void descriptors_silence(int number) {
  int silent = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (silent >= 0 && silent != number) {
    dup2(silent, number);
    close(silent);
  }
}

int descriptors_copy(int from, int to) {
  struct stat status;
  if (fstat(from, &status) != 0) {
    return -1;
  }
  for (off_t left = status.st_size; left > 0;) {
    ssize_t step = sendfile(to, from, NULL, (size_t)left);
    if (step < 0 && errno != EINTR) {
      return -1;
    }
    if (step == 0) {
      errno = EIO;
      return -1;
    }
    left -= step > 0 ? step : 0;
  }
  return 0;
}
