# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: what `jcr restore` is like while the application runs.

# Restores the plain image in the background, and waits until it is back.
restore_plain() {
  free_plain
  start_restore "$plain"
  expect out tick
}

exit_status_is_the_applications() {
  restore_plain
  kill -USR2 "$plain_id"
  finish_job
  expect_status 7 "$status"
  is_gone "$plain_id" || fail "the process was not reaped"
  last=$(tail -n 1 "$scratch/plain/tick")
  holds out "^tick $((${last#tick } + 1))\$" || fail "it did not go on where it was"
  holds out "^$last\$" && fail "it did again what it had done"
  holds err '^beat ' || fail "no standard error"
  ! holds err jcr: || fail "jcr has something to say"
}

sigterm_ends_the_application() {
  restore_plain
  kill -TERM "$job"
  finish_job
  expect_status 143 "$status"
  is_gone "$plain_id" || fail "the process was not reaped"
}

sigkill_of_the_application_gives_137() {
  restore_plain
  kill -KILL "$plain_id"
  finish_job
  expect_status 137 "$status"
}

signals_are_passed_on() {
  free_plain
  # A shell without job control has its background jobs ignore SIGINT.
  env --default-signal=INT "$jcr" restore "$plain" >out 2>err &
  job=$!
  expect out tick
  kill -USR1 "$job"
  expect out 'signal USR1'
  kill -INT "$job"
  expect out 'signal INT'
  kill -TSTP "$job"
  wait_until 5 grep -q 'State:.T' "/proc/$plain_id/status" || fail "SIGTSTP did not stop it"
  wait_until 5 grep -q 'State:.T' "/proc/$job/status" || fail "SIGTSTP did not stop jcr"
  kill -CONT "$job"
  wait_until 5 grep -q 'State:.S' "/proc/$plain_id/status" || fail "SIGCONT did not wake it"
  kill -USR2 "$job"
  finish_job
  expect_status 7 "$status"
}

ignored_signals_are_not_passed_on() {
  free_plain
  nohup "$jcr" restore "$plain" >out 2>err &
  job=$!
  expect out tick
  kill -HUP "$job"
  kill -USR1 "$job"
  expect out 'signal USR1'
  kill -TERM "$job"
  finish_job
  expect_status 143 "$status"
}

detached_restore_prints_the_id_and_ends() {
  free_plain
  "$jcr" restore --detach "$plain" >out 2>err </dev/null
  expect_status 0 $?
  [ "$(grep -v tick out)" = "$plain_id" ] || fail "the id is not printed"
  expect out tick
  kill -KILL "$plain_id"
  free_plain
}

works_as_process_1() {
  copy_plain
  unshare --pid --fork --mount-proc "$jcr" restore image >out 2>err </dev/null &
  job=$!
  expect out tick
  # Process 1 of the namespace is the child of unshare; it has to reap what others leave to it.
  first=$(cat "/proc/$job/task/$job/children")
  kill -USR1 "${first% }"
  expect out 'signal USR1'
  kill -USR2 "${first% }"
  finish_job
  expect_status 7 "$status"
}

child_ids_avoid_those_of_the_image() {
  copy_plain
  printf '#!/bin/sh\necho "criu has id $$"\nexit 1\n' >fake
  stand_in fake
  # The plan's own CRIU is not asked for its version, which would take an id.
  edit_plan "s,^criu .*,criu $PWD/fake,
s,^criu-version .*,$(version_line ./fake),
\$a id 2
\$a id 3
\$a id 4"
  unshare --pid --fork --mount-proc "$jcr" restore image >out 2>err
  expect_status 5 $?
  holds err JCR-504 || fail "no JCR-504"
  holds err 'criu has id 5' || fail "CRIU has not the first id that is free"
}

criu_gets_nothing_but_what_it_needs() {
  copy_plain
  cat >fake <<'FAKE'
#!/bin/sh
exec >"$FAKE_LOG" 2>&1
ls -l /proc/$$/fd
grep -E '^(SigBlk|SigIgn)' /proc/self/status
for argument in "$@"; do echo "argument $argument"; done
exit 1
FAKE
  stand_in fake
  edit_plan '$a option --tcp-close'
  FAKE_LOG=$PWD/text nohup "$jcr" restore image --criu ./fake 7</etc/passwd >out 2>err
  ! holds text passwd || fail "it has a descriptor of the caller's"
  holds text ' 101 -> .*/out$' || fail "standard output is not plugged"
  holds text ' 102 -> .*/err$' || fail "standard error is not plugged"
  [ "$(grep -c ' -> ' text)" -le 6 ] || fail "more descriptors than 0 to 2, the streams, the script"
  holds text 'SigBlk:.0000000000000000' || fail "signals are blocked"
  # the C library keeps 32 and 33 to itself, so what a parent made of those stays
  holds text 'SigIgn:.0000000[01][08]0000000' || fail "signals are ignored"
  holds text '^argument --tcp-close$' || fail "the option of the plan is missing"
  holds text '^argument fd\[101\]:' || fail "--inherit-fd is missing"
}

restore_and_end() {
  cp beat-then beat
  wait_until 10 is_gone "$id"
  start_restore image
  expect out tick
  kill -KILL "$id"
  finish_job
  expect_status 137 "$status"
}

missing_file_is_made_from_the_image() {
  echo kept >kept
  start_victim --keep "$PWD/kept"
  dump image
  finish "$id"
  cp kept image/file-1
  cp beat beat-then
  write_plan image <<PLAN
stream 1 $(stream_of tick)
make-file 640 0 65534 file-1 $PWD/made/kept
make-file 644 0 0 file-1 $PWD/kept
make-file 600 0 65534 file-1 $PWD/all/folders/missing
PLAN
  rm kept
  restore_and_end
  [ "$(cat kept made/kept)" = "kept
kept" ] || fail "the files do not hold what they held"
  [ "$(stat -c '%a %u %g' made/kept made)" = "640 0 65534
755 0 65534" ] || fail "mode or owner differ: $(stat -c '%a %u %g' made/kept made)"
  [ "$(stat -c '%a %u %g' all all/folders | sort -u)" = "755 0 65534" ] || fail "other folders"
  cmp -s all/folders/missing kept || fail "it is missing where its folders were missing"
  # What the life that has ended did to it does not matter to the next.
  echo "kept, and grown" >kept
  ln -sf "$PWD/elsewhere" made/kept
  restore_and_end
  [ "$(cat kept)" = kept ] || fail "it is what another life made of it"
  [ "$(stat -c '%a %F' made/kept)" = "640 regular file" ] || fail "a link has not been replaced"
  [ ! -e elsewhere ] || fail "a link was followed"
  # Nobody takes from a restore what it holds.
  exec 8<kept
  flock --shared 8
  echo held >kept
  restore_and_end
  exec 8<&-
  [ "$(cat kept)" = held ] || fail "it was held, and is replaced"
  # The folder is somebody else's: nothing is made there.
  rm kept made/kept
  chown 65534 made
  refuse 4 "JCR-414: $PWD/made/kept is missing, and it cannot be made from the image: Operation"
  [ ! -e kept ] || fail "what was made for nothing is still there"
}

jvm_ends_orderly_on_sigterm() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
  command -v "$javac" >/dev/null || {
    skip "no javac"
    return
  }
  "$javac" -d . "$launcher/src/test/java/Beat.java" || fail "javac"
  setsid "$java" -XX:-UsePerfData -Xshare:auto -cp . Beat </dev/null >tick 2>beat &
  id=$!
  victims="$victims $id"
  expect tick 'tick 3'
  checkpoint image
  # The second time the signal comes while CRIU is not quite done.
  printf '#!/bin/sh\n"%s" "$@" || exit 1\nsleep 0.7\n' "$criu" >slow
  stand_in slow
  for program in "$criu" ./slow; do
    wait_until 10 is_gone "$id" || fail "the JVM is still there"
    start_restore image --criu "$program"
    expect out tick
    kill -TERM "$job"
    finish_job
    expect_status 143 "$status"
    holds out '^bye$' || fail "no shutdown hook with $program"
  done
}
