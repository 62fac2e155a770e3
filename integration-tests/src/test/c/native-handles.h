// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// What native libraries open, one of each kind: the two tables that native-handles.c looks into.

#ifndef JCR_IT_NATIVE_HANDLES_H
#define JCR_IT_NATIVE_HANDLES_H

// The folder of the test, for what has a path.
extern char place[4096];

struct thing {
  const char *name;
  // Opens it: a descriptor, 0 for what has none, or -1 with errno.
  int (*open)(void);
  // Whether it does what it is for: NULL, or the call that failed. May be asked any number of times.
  const char *(*use)(void);
};

// Each ends with a thing without a name.
extern const struct thing CARRIED[];
extern const struct thing REFUSED[];

#endif
