// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// `jcr VERB ...`: what has to be fast, or to outlive a JVM, is done here; the rest by the agent's
// jar.

#include <string.h>

#include "java.h"
#include "keeper.h"
#include "restore.h"
#include "verify.h"

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "restore") == 0) {
    return restore_main(count - 2, arguments + 2);
  }
  if (count > 1 && strcmp(arguments[1], "verify") == 0) {
    return verify_main(count - 2, arguments + 2);
  }
  if (count > 1 && strcmp(arguments[1], "keeper") == 0) {
    return keeper_main(count - 2, arguments + 2);
  }
  return java_main(count > 0 ? count - 1 : 0, arguments + 1);
}
