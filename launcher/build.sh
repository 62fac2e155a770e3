#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# build.sh OUTPUT_DIR: compiles the launcher to OUTPUT_DIR/jcr, one static program that needs
# nothing of the host but its kernel. CC chooses the compiler. The same sources and compiler give the
# same bytes, wherever the checkout lies.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: build.sh OUTPUT_DIR" >&2
  exit 64
fi
mkdir -p "$1"
output=$(cd "$1" && pwd)
cd "$(dirname "$0")/src/main/c"

# Compiled beside its final name and moved there: a program that runs cannot be written over.
${CC:-cc} -std=c11 -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -O2 -static -s \
  -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 \
  -fstack-protector-strong -ffile-prefix-map="$PWD"=. -Wl,--build-id=none \
  -o "$output/jcr.new" ./*.c
mv "$output/jcr.new" "$output/jcr"
