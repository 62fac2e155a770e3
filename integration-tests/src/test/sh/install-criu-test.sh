#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# Tests bin/install-criu. One line per case; exit 1 when one failed. Stand-ins for apt and CRIU on
# the PATH keep all but the last group off the network. JCR_TEST_OFFLINE=1 skips the last group.
# JCR_NO_SKIP=1 makes a skip a failure.
set -u
LC_ALL=C
export LC_ALL

original=$(cd "$(dirname "$0")/../../../.." && pwd)/bin/install-criu
scratch=$(mktemp -d "${TMPDIR:-/tmp}/install-criu-test.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
chmod 755 "$scratch"
script=$scratch/install-criu          # where an ordinary user can read it
cp "$original" "$script" || exit 1
prefix=$scratch/opt/criu
TMPDIR=$scratch/tmp                   # so that leftovers are seen
mkdir -m 1777 "$TMPDIR"
export TMPDIR
unset JCR_CRIU JCR_DEBIAN_MIRROR JCR_OS_RELEASE
passed=0 failed=0 skipped=0
status=0                              # exit status of the last run; its output is in out, err

main() {
  usage_cases
  found_cases
  if command -v criu >"$scratch/found" || [ -e /usr/sbin/criu ] || [ -e /usr/local/sbin/criu ]; then
    skip "refusals and installing" "this host has a criu of its own"
  elif [ "$(id -u)" != 0 ]; then
    skip "refusals and installing" "needs root"
  else
    refusal_cases
    distribution_cases
    interruption_cases
    download_cases
  fi
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

usage_cases() {
  run --help
  verdict "help is given" 0 '^Usage: install-criu' "$scratch/out"
  run --no-such-option
  verdict "an unknown option is refused" 64 'JCR-102: unknown option'
  run --prefix
  verdict "a prefix without a folder is refused" 64 'JCR-102: --prefix wants a folder'
  run --prefix /opt/a:b
  verdict "a prefix that no library path can hold is refused" 64 'JCR-102: the prefix must not hold'
}

found_cases() {
  make_criu "$scratch/new/criu" 9.9 0
  export JCR_CRIU="$scratch/new/criu"
  run --prefix "$prefix"
  verdict "a usable CRIU is taken as it is" 0 "^$scratch/new/criu\$" "$scratch/out"
  run --check --prefix "$prefix"
  verdict "--check names the usable CRIU" 0 "^$scratch/new/criu\$" "$scratch/out"
  unset JCR_CRIU
  run_with "PATH=$scratch/new:$PATH" --prefix "$prefix"
  verdict "a usable CRIU on the PATH is taken" 0 "^$scratch/new/criu\$" "$scratch/out"
}

refusal_cases() {
  run --check --prefix "$prefix"
  verdict "--check tells that there is none" 3 'JCR-301: no usable CRIU; without --check'
  make_criu "$scratch/old/criu" 3.15 0
  run_with "JCR_CRIU=$scratch/old/criu" --check --prefix "$prefix"
  verdict "a CRIU too old for the kernel is refused" 3 'JCR-302: JCR_CRIU names .* is CRIU 3.15, too old for kernel'
  make_criu "$scratch/failing/criu" 9.9 1
  run_with "JCR_CRIU=$scratch/failing/criu" --check --prefix "$prefix"
  verdict "a CRIU that fails its check is refused" 3 'JCR-304: JCR_CRIU names .* fails .criu check'
  run_with "JCR_CRIU=$scratch/missing" --check --prefix "$prefix"
  verdict "a CRIU that is named but missing is told" 3 "JCR-301: JCR_CRIU names $scratch/missing, which does not exist"
  run_with JCR_OS_RELEASE=/dev/null --prefix "$prefix"
  verdict "an unknown distribution is refused" 3 'JCR-301: cannot install CRIU on this distribution'
  host_refusal_cases
}

host_refusal_cases() {
  run_through setpriv --reuid=65534 --regid=65534 --clear-groups "$script" --prefix "$prefix"
  verdict "an ordinary user is refused" 3 'JCR-303: .* only root can install one'
  make_program "$scratch/riscv/dpkg" 'echo riscv64'
  run_with "PATH=$scratch/riscv:$PATH" --prefix "$prefix"
  verdict "an unknown architecture is refused" 3 'JCR-301: .* architecture riscv64'
  mkdir -p "$scratch/foreign/work"
  run --prefix "$scratch/foreign"
  verdict "a folder of somebody else's is not replaced" 3 "JCR-301: $scratch/foreign exists"
  if unshare -n true 2>/dev/null; then
    run_through unshare -n "$script" --prefix "$prefix"
    verdict "a host without network is told so" 3 'JCR-301: cannot fetch .* check the network'
  else
    skip "a host without network is told so" "cannot make a network namespace"
  fi
}

distribution_cases() {
  make_program "$scratch/apt/apt-cache" 'echo "  Installed: (none)"; echo "  Candidate: 9.9-1"'
  make_program "$scratch/apt/apt-get" "case \"\$*\" in *--no-download*) \
    cp '$scratch/new/criu' '$scratch/apt/criu' ;; esac"
  run_with "PATH=$scratch/apt:$PATH" --check --prefix "$prefix"
  verdict "--check only tells what would be installed" 3 'package criu 9.9-1 would be installed'
  run_with "PATH=$scratch/apt:$PATH" --prefix "$prefix"
  verdict "the distribution's package is preferred" 0 "^$scratch/apt/criu\$" "$scratch/out"
}

# apt hangs, as on a network that swallows packets.
interruption_cases() {
  make_program "$scratch/hanging/apt-get" 'case "$*" in *indextargets*) exit 0 ;; esac' \
    "echo \$\$ >'$scratch/hanging/pid'" 'exec sleep 600'
  env "PATH=$scratch/hanging:$PATH" "$script" --prefix "$prefix" >"$scratch/out" 2>"$scratch/err" &
  await_file "$scratch/hanging/pid"
  kill -TERM $!
  wait $!
  status=$?
  verdict "a run that is told to end leaves nothing" 143 'install-criu: '
  expect "its apt has ended too" gone "$(cat "$scratch/hanging/pid")"
}

download_cases() {
  if [ "${JCR_TEST_OFFLINE:-0}" != 0 ]; then
    skip "Debian's newer package" "JCR_TEST_OFFLINE is set"
    return
  fi
  dpkg-query -W >"$scratch/before"
  mkdir -p "$prefix.new.999999999"
  run --prefix "$prefix"
  verdict "Debian's newer package is installed" 0 "^$prefix/sbin/criu\$" "$scratch/out"
  dpkg-query -W >"$scratch/after"
  expect "the host's packages stay as they were" cmp -s "$scratch/before" "$scratch/after"
  expect "what a killed run left is swept away" test ! -e "$prefix.new.999999999"
  run --check --prefix "$prefix"
  verdict "--check finds what was installed" 0 "^$prefix/sbin/criu\$" "$scratch/out"
  make_program "$scratch/forbidden/apt-get" 'exit 1'
  run_with "PATH=$scratch/forbidden:$PATH" --prefix "$prefix"
  verdict "a second run fetches nothing" 0 "^$prefix/sbin/criu\$" "$scratch/out"
  expect "it dumps and restores a process" dump_and_restore
  rm "$prefix/lib/libc.so.6"
  run --prefix "$prefix"
  verdict "a damaged installation is replaced" 0 "^$prefix/sbin/criu\$" "$scratch/out"
}

dump_and_restore() {
  mkdir "$scratch/image"
  setsid sleep 600 </dev/null >/dev/null 2>&1 &
  sleeper=$!
  sleep 0.3
  "$prefix/sbin/criu" dump -t "$sleeper" -D "$scratch/image" -o dump.log --shell-job || return 1
  wait "$sleeper"
  "$prefix/sbin/criu" restore -d -D "$scratch/image" -o restore.log --shell-job || return 1
  kill "$sleeper"
}

# ---- helpers ----

run() {
  run_through "$script" "$@"
}

# run_with VARIABLE=VALUE OPTION...
run_with() {
  setting=$1
  shift
  run_through env "$setting" "$script" "$@"
}

run_through() {
  "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
  status=$?
}

# verdict NAME STATUS PATTERN [FILE]: of the last run; its last line counts where FILE is out.
# No run may leave anything in TMPDIR or beside the prefix, nor make the prefix in vain.
verdict() {
  text=$(cat "${4:-$scratch/err}")
  [ "$2" != 0 ] || [ "$1" = "help is given" ] || text=$(printf '%s\n' "$text" | tail -n 1)
  if [ "$status" != "$2" ]; then
    failure "$1" "exit status $status, not $2: $(cat "$scratch/err")"
  elif ! printf '%s\n' "$text" | grep -q -e "$3"; then
    failure "$1" "no '$3' in: $text"
  elif [ -n "$(leftovers)" ]; then
    failure "$1" "left behind: $(leftovers)"
  else
    success "$1"
  fi
}

leftovers() {
  ls -A "$TMPDIR"
  [ "$status" = 0 ] || [ ! -e "$scratch/opt" ] || echo "$scratch/opt"
  for beside in "$prefix".*; do [ ! -e "$beside" ] || echo "$beside"; done
}

expect() {
  name=$1
  shift
  if "$@" >"$scratch/expected" 2>&1; then success "$name"; else
    failure "$name" "$* failed: $(tail -n 3 "$scratch/expected")"
  fi
}

gone() {
  within_ten_seconds not_running "$1"
}

not_running() {
  ! kill -0 "$1" 2>/dev/null
}

await_file() {
  within_ten_seconds test -s "$1"
}

within_ten_seconds() {
  attempts=100
  until "$@"; do
    attempts=$((attempts - 1))
    [ "$attempts" -gt 0 ] || return 1
    sleep 0.1
  done
}

# make_criu PATH VERSION STATUS-OF-CHECK
make_criu() {
  make_program "$1" "case \$1 in --version) echo 'Version: $2' ;; *) exit $3 ;; esac"
}

make_program() {
  program=$1
  shift
  mkdir -p "$(dirname "$program")"
  printf '%s\n' '#!/bin/sh' "$@" >"$program"
  chmod 755 "$program"
}

success() { echo "ok      $1"; passed=$((passed + 1)); }
failure() { echo "FAILED  $1: $2"; failed=$((failed + 1)); }
skip() {
  if [ "${JCR_NO_SKIP:-}" = 1 ]; then
    failure "$1" "skipped, and JCR_NO_SKIP is set: $2"
  else
    echo "skipped $1: $2"
    skipped=$((skipped + 1))
  fi
}

main
