#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# unit-test.sh: builds what needs no process to be tested with the address and undefined-behaviour
# sanitizers, and runs its tests. One line for each case. Ends 1 if one failed. CC chooses the
# compiler; one without sanitizers is a skip, which JCR_NO_SKIP=1 makes a failure.
set -u

launcher=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/jcr-unit-test.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$launcher/src/main/c" || exit 1

echo 'int main(void) { return 0; }' >"$scratch/probe.c"
if ! ${CC:-cc} -fsanitize=address,undefined -o "$scratch/probe" "$scratch/probe.c" 2>/dev/null; then
  echo "SKIP unit tests: ${CC:-cc} has no sanitizers (install libasan and libubsan)"
  [ "${JCR_NO_SKIP:-}" != 1 ]
  exit
fi

# shellcheck disable=SC2046 # one word for each file
${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Werror \
  -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
  -I. -I../../test/c -o "$scratch/unit-test" \
  $(find . -name '*.c' ! -name main.c) ../../test/c/*-test.c || exit 1
"$scratch/unit-test"
