#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# Builds twice, the second time in a folder of another name, and compares every file that is shipped.
# usage: config/check-reproducible.sh
set -eu

main() {
  root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM

  sums_of_build first >"$work/first.sums"
  sums_of_build the-second >"$work/second.sums"
  cat "$work/second.sums"
  if ! diff "$work/first.sums" "$work/second.sums" >&2; then
    echo "not reproducible: two builds of the same sources differ in the files above" >&2
    exit 1
  fi
}

# Builds a copy of the checkout in a folder of the given name, and prints SHA-256 and name of each file.
sums_of_build() {
  copy=$work/$1
  mkdir "$copy"
  (cd "$root" && tar -cf - --anchored --no-wildcards-match-slash \
    --exclude=./.git --exclude=./target --exclude='./*/target' .) | tar -xf - -C "$copy"
  (cd "$copy" && ./mvnw -q -DskipTests package) >&2
  (cd "$copy/target/jcr" && find . -type f | LC_ALL=C sort | xargs sha256sum)
}

main "$@"
