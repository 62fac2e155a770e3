# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: how cases are run, victims started, images made.

say_skip() {
  if [ "${JCR_NO_SKIP:-}" = 1 ]; then
    echo "FAIL $1: skipped, and JCR_NO_SKIP is set: $2"
    failures=$((failures + 1))
  else
    echo "SKIP $1: $2"
  fi
}

# Runs one function as a case, in a folder of its own. It fails by `fail`, or skips by `skip`.
case_of() {
  case $1 in
    *"${JCR_TEST_ONLY:-}"*) ;;
    *) return ;;
  esac
  verdict=""
  folder=$scratch/cases/$1
  mkdir -p "$folder"
  cd "$folder" || exit 1
  "$1"
  case $verdict in
    "") echo "PASS $1" ;;
    skip:*) say_skip "$1" "${verdict#skip:}" ;;
    *)
      echo "FAIL $1: $verdict"
      failures=$((failures + 1))
      for file in out err text; do
        [ -s "$folder/$file" ] && tail -n 20 "$folder/$file" | sed "s/^/  $file: /"
      done
      ;;
  esac
  cd "$scratch" || exit 1
}

# Keeps the first reason.
fail() { verdict=${verdict:-$*}; }
skip() { verdict=${verdict:-skip:$*}; }

build_all() {
  "$launcher/build.sh" "$output" || exit 1
  jcr=$output/jcr
  victim=$scratch/victim
  # Static, so that a restore does not depend on the host's libraries staying as they are.
  ${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror -static -pthread -o "$victim" \
    "$launcher/src/test/c/victim.c" || exit 1
}

# script(1) runs what it is given through the user's shell, which may be anything.
SHELL=/bin/sh
export SHELL

needs_criu() {
  if [ "$(id -u)" -ne 0 ]; then
    say_skip restore "not root"
    return 1
  fi
  for criu in "${JCR_CRIU:-}" /opt/jcr/criu/sbin/criu "$(command -v criu)"; do
    if [ -n "$criu" ] && "$criu" check >/dev/null 2>&1; then
      unset JCR_CRIU
      return 0
    fi
  done
  say_skip restore "no CRIU that passes 'criu check'; run bin/install-criu"
  return 1
}

# wait_until SECONDS COMMAND...: tries the command until it succeeds.
wait_until() {
  left=$(($1 * 20))
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 0.05
  done
}

is_gone() { [ ! -e "/proc/$1" ]; }
has_ended() { ! grep -q '^State:.[^Z]' "/proc/$1/status"; }
holds() { grep -q -e "$2" "$1"; }

# expect FILE PATTERN: the file holds it, within seconds.
expect() { wait_until 10 holds "$1" "$2" || fail "no '$2' in $1"; }

# expect_status WANTED GOT
expect_status() { [ "$1" -eq "$2" ] || fail "exit status $2 instead of $1"; }

# start_victim ARGS...: sets $id; its output goes to the files tick and beat.
# shellcheck disable=SC2120
start_victim() {
  setsid "$victim" "$@" </dev/null >tick 2>beat &
  id=$!
  victims="$victims $id"
  expect tick 'tick 1'
}

# Runs jcr in the background with its output in out and err; sets $job.
start_restore() {
  rm -f out err # or the output of an earlier one would be taken for this one's
  "$jcr" restore "$@" >out 2>err &
  job=$!
}

# finish PROCESS: waits for a child of this shell, and ends one that does not; sets $status.
finish() {
  if ! wait_until 30 has_ended "$1"; then
    fail "process $1 does not end: $(tr '\0' ' ' <"/proc/$1/cmdline")"
    kill -KILL "$1"
  fi
  wait "$1" 2>/dev/null
  status=$?
}

# finish_job: the same of the background job.
finish_job() { finish "$job"; }

list_ids() { find "/proc/$1/task" -mindepth 1 -maxdepth 1 -printf 'id %f\n' | sort -n -k 2; }

# dump IMAGE OPTIONS...: CRIU's part of a checkpoint of process $id; its ids go to the file ids.
dump() {
  image=$1
  shift
  mkdir -m 700 "$image" || return 1
  list_ids "$id" >ids
  "$criu" dump --tree "$id" --images-dir "$image" --log-file dump.log "$@" >dump.out 2>&1 ||
    fail "dump: $(cat dump.out "$image/dump.log")"
}

print_plan_head() {
  printf 'jcr-restore-plan 1\ncheckpoint 0123abcd\ncriu %s\narch %s\n' "$criu" "$(uname -m)"
  version_line "$criu"
}

# version_line PROGRAM: what a plan says of the CRIU that made the image.
version_line() {
  version=$("$1" --version | sed -n 's/^Version: //p')
  echo "criu-version $version $(stat -L -c %s "$1") $(date -r "$1" +%s%N)"
}

# stand_in SCRIPT: makes it a program that tells CRIU's version, and does what it does else.
stand_in() {
  sed -i "1a [ \"\$1\" != --version ] || exec \"$criu\" --version" "$1"
  chmod +x "$1"
}

# write_plan IMAGE: the plan (further lines from standard input) and the list of contents.
write_plan() {
  {
    print_plan_head
    cat ids -
  } >"$1/restore.plan"
  list_contents "$1"
}

list_contents() {
  rm -f "$1/contents"
  (cd "$1" && stat -c '%s %n' -- *) >contents.new
  mv contents.new "$1/contents"
  chmod 600 "$1"/*
}

# stream_of FILE: CRIU's key of a regular file.
stream_of() { readlink -f "$1" | sed 's,^/,,'; }

# checkpoint IMAGE OPTIONS...: of process $id, which ends, with its outputs plugged.
checkpoint() {
  dump "$@"
  finish "$id"
  write_plan "$1" <<PLAN
stream 1 $(stream_of tick)
stream 2 $(stream_of beat)
PLAN
}

# The image that most cases use: made once, restored often. $plain is it, $plain_id its process.
make_images() {
  verdict=""
  mkdir -p "$scratch/plain"
  cd "$scratch/plain" || exit 1
  # shellcheck disable=SC2119
  start_victim
  checkpoint "$scratch/plain/image"
  plain=$scratch/plain/image
  plain_id=$id
  [ -z "$verdict" ] || {
    echo "FAIL make_images: $verdict"
    exit 1
  }
}

# copy_plain: a copy of that image, as ./image, to be spoilt.
copy_plain() { cp -a "$plain" image; }

# edit_plan SED: changes ./image's plan, and the list with it.
edit_plan() {
  sed -i -e "$1" image/restore.plan
  list_contents image
}

# refuse STATUS CODE PATTERN...: a restore of ./image (or of what $target says) is refused so.
refuse() {
  wanted=$1
  shift
  # shellcheck disable=SC2086 # the target may have options
  timeout 20 "$jcr" restore ${target:-image} >out 2>err </dev/null
  expect_status "$wanted" $?
  for pattern in "$@"; do
    holds err "$pattern" || fail "no '$pattern'"
  done
  [ ! -s out ] || fail "it wrote to standard output"
}

# refuse_early STATUS PATTERN...: the same, and a verify tells the same: CRIU has not started.
refuse_early() {
  status=$1
  refuse "$@"
  restored=$(cat err)
  # shellcheck disable=SC2086 # the target may have options
  timeout 20 "$jcr" verify ${target:-image} >out 2>err </dev/null
  got=$?
  [ "$status" -eq 64 ] || status=4
  expect_status "$status" "$got"
  [ "$(cat err)" = "$restored" ] || fail "verify tells something else: $(cat err)"
  [ ! -s out ] || fail "a verify that refuses wrote to standard output"
}

# expect_restored ID: CRIU has ended, so that the application runs, as the only child of $job.
expect_restored() {
  wait_until 10 grep -q "^$1 \$" "/proc/$job/task/$job/children" || fail "it did not come back"
}

# free_plain: waits until the ids of the plain image are free again.
free_plain() { wait_until 10 is_gone "$plain_id" || fail "process $plain_id is still there"; }
