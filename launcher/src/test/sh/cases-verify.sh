# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: `jcr verify`, and the checks that came with it.

image_that_fits_is_said_to_fit() {
  copy_plain
  free_plain
  "$jcr" verify image >out 2>err
  expect_status 0 $?
  [ "$(cat out)" = "image fits this host" ] || fail "it says something else"
  [ ! -s err ] || fail "it has something to say"
  is_gone "$plain_id" || fail "it was restored"
  # And it does: what verify says is true.
  start_restore image
  expect_restored "$plain_id"
  kill -KILL "$plain_id"
  finish_job
}

verify_has_usage_and_help() {
  "$jcr" verify --help >out 2>err
  expect_status 0 $?
  holds out '^usage: jcr verify DIR ' || fail "no usage"
  for line in "" "a b" "a --detach" "a --criu"; do
    # shellcheck disable=SC2086 # words are wanted
    "$jcr" verify $line >out 2>err
    expect_status 64 $?
    holds err '^jcr: JCR-102: .*usage: jcr verify ' || fail "no JCR-102 for '$line'"
  done
}

features_that_the_processor_lacks_are_named() {
  copy_plain
  edit_plan '$a cpu frobnicate avx1024
s/^arch .*/arch other/' # of another architecture nothing is asked
  refuse_early 4 JCR-417
  ! holds err JCR-421 || fail "features of another architecture are compared"
  edit_plan "s/^arch .*/arch $(uname -m)/"
  refuse_early 4 'JCR-421: the processor of this host lacks .*: frobnicate avx1024; restore on'
  ! holds err JCR-417 || fail "the architecture is said to be another"
}

features_that_the_processor_has_are_no_obstacle() {
  copy_plain
  free_plain
  features=$(sed -n 's/^\(flags\|Features\)[^:]*: *//p' /proc/cpuinfo | head -n 1)
  edit_plan "\$a cpu $features"
  "$jcr" verify image >out 2>err
  expect_status 0 $?
  [ ! -s err ] || fail "it has something to say"
}

kernel_that_is_too_old_is_refused() {
  copy_plain
  edit_plan '$a kernel 99.1'
  refuse_early 4 "JCR-422: the image needs kernel 99.1 or newer, this host has $(uname -r |
    sed 's/[^0-9.].*//')"
  edit_plan "s/^kernel .*/kernel 5.6/
s/^arch .*/arch other/" # so that only this is checked
  refuse_early 4 JCR-417
  ! holds err JCR-422 || fail "a new kernel is said to be too old"
}

build_of_the_jdk_is_compared() {
  copy_plain
  cp "$victim" libjvm.so
  id=$(readelf -n libjvm.so | sed -n 's/^ *Build ID: //p')
  [ -n "$id" ] || skip "the compiler gives no build ids"
  edit_plan "\$a jdk-build-id $id $PWD/libjvm.so
s/^arch .*/arch other/" # so that nothing is restored
  refuse_early 4 JCR-417
  ! holds err JCR-413 || fail "the same build is said to be another"
  edit_plan "s/^jdk-build-id $id/jdk-build-id 0123abcd/"
  refuse_early 4 'JCR-413: the image needs the very JDK build' \
    "^  $PWD/libjvm.so has build id $id, it had 0123abcd at the checkpoint"
  cp /etc/passwd libjvm.so
  refuse_early 4 'JCR-413' "^  $PWD/libjvm.so has no build id, it had 0123abcd"
  rm libjvm.so
  edit_plan "\$a jdk-file 5 $PWD/libjvm.so"
  refuse_early 4 'JCR-413' "^  $PWD/libjvm.so cannot be found"
  ! holds err 'build id' || fail "of a file that is missing, the build id is told"
}

criu_that_is_too_old_is_refused() {
  copy_plain
  printf '#!/bin/sh\necho "Version: 3.17.1"\necho "$@" >>asked\n' >old
  chmod +x old
  target="image --criu ./old"
  refuse_early 3 "JCR-302: $PWD/./old is version 3.17.1, kernel [0-9.]* needs 4.[0-9]*; install" \
    "JCR-302: $PWD/./old is version 3.17.1, the image was made by [0-9.]*; install"
  [ "$(sort -u asked)" = --version ] || fail "it was started for more than its version"
  edit_plan 's/^criu-version [^ ]* /criu-version 99.9 /'
  target="image --criu ./new"
  printf '#!/bin/sh\n' >new
  stand_in new
  refuse_early 3 "JCR-302: $PWD/./new is version .*, the image was made by 99.9; install"
  [ "$(grep -c JCR- err)" -eq 1 ] || fail "it is said to be too old for the kernel"
  target="image --criu /bin/true"
  refuse_early 3 'JCR-302: /bin/true does not tell its version'
  target=
}

# It would take longer than all the checks together.
criu_of_the_checkpoint_is_not_asked_for_its_version() {
  copy_plain
  free_plain
  printf '#!/bin/sh\necho "$@" >>%s/asked\nexec "%s" "$@"\n' "$PWD" "$criu" >own
  chmod +x own
  edit_plan "s,^criu .*,criu $PWD/own,
s,^criu-version .*,$(version_line ./own),"
  rm asked
  "$jcr" verify image >out 2>err
  expect_status 0 $?
  [ ! -e asked ] || fail "it was asked: $(cat asked)"
  # One that an archive has brought, which keeps the seconds only.
  touch -d "@$(date -r own +%s)" own
  "$jcr" verify image >out 2>err
  [ ! -e asked ] || fail "a copy was asked: $(cat asked)"
  touch own
  "$jcr" verify image >out 2>err
  expect_status 0 $?
  [ "$(cat asked)" = --version ] || fail "one that was changed was not asked"
}

# It must neither hold the command up nor stay.
criu_that_does_not_answer_is_told() {
  copy_plain
  printf '#!/bin/sh\necho $$ >%s/silent\nexec sleep 60\n' "$PWD" >fake
  chmod +x fake
  timeout 30 "$jcr" verify image --criu ./fake >out 2>err
  expect_status 4 $?
  holds err 'JCR-302: .*/fake does not tell its version' || fail "not told"
  is_gone "$(cat silent)" || fail "it is left"
}

# The highest id that a kernel can give out is one less (PID_MAX_LIMIT of include/linux/threads.h).
ids_beyond_the_hosts_are_told() {
  copy_plain
  edit_plan '$a id 4194304'
  refuse_early 4 "JCR-416: id 4194304 is beyond .*pid_max is $(cat /proc/sys/kernel/pid_max)); raise"
}
