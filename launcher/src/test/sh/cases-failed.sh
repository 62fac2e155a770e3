# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: CRIU starts, and the restore fails.

changed_file_that_only_criu_knows_is_named() {
  echo kept >kept
  start_victim --keep "$PWD/kept"
  checkpoint image
  wait_until 10 is_gone "$id"
  echo more >>kept
  refuse 4 "JCR-414: $PWD/kept has 10 bytes, it had 5 at the checkpoint" '^  .*has bad size 10'
  rm kept
  refuse 4 'JCR-414: a file that the image keeps open cannot be opened' "$(stream_of .)/kept"
  wait_until 5 is_gone "$id" || fail "a process is left"
}

port_that_only_criu_knows_is_told() {
  start_victim --listen 0
  port=$(sed -n 's/^port //p' tick)
  checkpoint image
  first=$id
  wait_until 10 is_gone "$first"
  start_victim --listen "$port"
  refuse 4 'JCR-415: an address that the image binds cannot be bound' \
    "^  .*Can't bind inet socket .*Address already in use"
  kill -KILL "$id"
  finish "$id"
  is_gone "$first" || fail "a process is left"
}

# In a new pid namespace, so that nobody else takes an id.
thread_id_that_only_criu_knows_is_told() {
  start_victim --threads 1
  thread=$(find "/proc/$id/task" -mindepth 1 -maxdepth 1 ! -name "$id" -printf %f)
  checkpoint image
  edit_plan "/^id $thread\$/d"
  sed -i "/core-$thread.img/d" image/contents
  unshare --pid --fork --mount-proc sh -c 'echo $(($1 - 1)) >/proc/sys/kernel/ns_last_pid
    sleep 60 &
    echo "taken $!"
    "$0" restore image 2>err
    echo "status $?"' "$jcr" "$thread" >text
  holds text "taken $thread\$" || fail "the id could not be taken"
  holds text 'status 4' || fail "another status"
  holds err 'JCR-416: a process or thread id of the image is taken' || fail "no JCR-416"
  holds err '^  .*Error ' || fail "CRIU is not quoted"
}

# CRIU met an id of one of its own helpers, and the process that it had made has ended.
second_attempt_stands_for_its_own_process() {
  copy_plain
  free_plain
  cat >fake <<FAKE
#!/bin/sh
[ ! -e "$PWD/tried" ] || exec "$criu" "\$@"
touch "$PWD/tried"
"$criu" "\$@"
kill -KILL $plain_id
while [ -e /proc/$plain_id ]; do sleep 0.02; done
echo "Can't fork for $plain_id: File exists"
exit 1
FAKE
  stand_in fake
  start_restore image --criu ./fake
  expect_restored "$plain_id"
  kill -USR1 "$job"
  expect out 'signal USR1'
  kill -USR2 "$job"
  finish_job
  expect_status 7 "$status"
  [ -e tried ] || fail "there was but one attempt"
}

criu_that_restores_another_process_is_told() {
  copy_plain
  free_plain
  cat >fake <<FAKE
#!/bin/sh
"$criu" "\$@" || exit 1
while [ "\$1" != --work-dir ]; do shift; done
echo 12345 >"\$2/pid"
FAKE
  stand_in fake
  "$jcr" restore image --criu ./fake >out 2>err </dev/null
  expect_status 5 $?
  holds err "JCR-504: CRIU restored process 12345, and the plan names $plain_id" || fail "not told"
  is_gone "$plain_id" || fail "the process is left"
}

user_without_the_rights_is_told() {
  chmod 755 "$scratch" "$scratch/cases" . # for that user's eyes
  copy_plain
  chown -R 65534 image
  free_plain
  setpriv --reuid 65534 --clear-groups "$jcr" restore image >out 2>err </dev/null
  expect_status 3 $?
  holds err 'JCR-303: CRIU was not allowed what it needs' || fail "no JCR-303"
}

criu_failure_is_quoted() {
  copy_plain
  free_plain
  dd if=/dev/zero of=image/pstree.img bs=1 seek=8 count=8 conv=notrunc 2>/dev/null
  refuse 5 'JCR-504: CRIU could not restore the image' '^  .*Error '
  ! holds err RLIMIT_NOFILE || fail "it quotes what is no cause"
  is_gone "$plain_id" || fail "a process is left"
}

# CRIU restores the process, and says that it failed.
criu_that_dies_leaves_nothing_behind() {
  copy_plain
  free_plain
  printf '#!/bin/sh\n"%s" "$@"\nkill -KILL $$\n' "$criu" >fake
  stand_in fake
  timeout 20 "$jcr" restore image --criu ./fake >out 2>err </dev/null
  expect_status 5 $?
  holds err JCR-504 || fail "no JCR-504"
  is_gone "$plain_id" || fail "the process is left"
}

signal_during_restore_takes_it_down() {
  copy_plain
  free_plain
  printf '#!/bin/sh\n"%s" "$@"\ntouch restored\nexec sleep 30 >&- 2>&-\n' "$criu" >fake
  sed -i "s,touch ,touch $PWD/," fake
  stand_in fake
  start_restore image --criu ./fake
  wait_until 10 test -e restored || fail "the fake did not restore"
  kill -TERM "$job"
  finish_job
  expect_status 143 "$status"
  is_gone "$plain_id" || fail "the process is left"
  ! holds err jcr: || fail "jcr has something to say"
}

signal_during_a_detached_restore_is_passed_on() {
  copy_plain
  free_plain
  printf '#!/bin/sh\n"%s" "$@" || exit 1\ntouch %s/restored\nsleep 0.7\n' "$criu" "$PWD" >fake
  stand_in fake
  start_restore --detach image --criu ./fake
  wait_until 10 test -e restored || fail "the fake did not restore"
  kill -TERM "$job"
  finish_job
  expect_status 143 "$status"
  is_gone "$plain_id" || fail "the process is left"
}

file_made_for_a_failed_restore_goes_away() {
  copy_plain
  free_plain
  edit_plan "\$a make-file 600 0 0 pstree.img $PWD/made"
  printf '#!/bin/sh\nls %s/made >%s/seen\nexit 1\n' "$PWD" "$PWD" >fake
  stand_in fake
  "$jcr" restore image --criu ./fake >out 2>err
  expect_status 5 $?
  holds seen made || fail "it was not made"
  [ ! -e made ] || fail "it is still there"
}

# Somebody else was there first, with a folder or with a link in one.
file_is_not_made_below_what_is_somebody_elses() {
  copy_plain
  free_plain
  mkdir theirs ours
  ln -s "$PWD/ours" theirs/link
  ln -s "$PWD/theirs" link
  chown -R -h 65534 theirs
  for path in theirs/new/file theirs/file theirs/link/file theirs/link/new/file; do
    edit_plan /^make-file/d
    edit_plan "\$a make-file 600 0 0 pstree.img $PWD/$path"
    refuse 4 "JCR-414: $PWD/$path is missing, and it cannot be made from the image: Operation not p"
  done
  # Ours, whoever has the folder above it; root's link is followed.
  mkdir theirs/ours
  edit_plan /^make-file/d
  edit_plan "\$a make-file 600 0 0 pstree.img $PWD/link/ours/new/file"
  printf '#!/bin/sh\nls %s/theirs/ours/new/file >%s/seen\nexit 1\n' "$PWD" "$PWD" >fake
  stand_in fake
  "$jcr" restore image --criu ./fake >out 2>err
  expect_status 5 $?
  holds seen ours/new/file || fail "it was not made"
  [ -z "$(ls ours)" ] || fail "another user's link was followed"
  [ "$(find theirs | wc -l)" -eq 4 ] || fail "it was made: $(find theirs)"
}

# CRIU has made the process by then, and cannot give it the terminal that it had.
file_made_for_a_restore_without_a_terminal_goes_away() {
  command -v script >/dev/null || {
    skip "no script(1)"
    return
  }
  terminal_image
  edit_plan "\$a make-file 600 0 0 pstree.img $PWD/made"
  for option in "" --detach; do
    # shellcheck disable=SC2086 # none where it is empty
    "$jcr" restore $option image >out 2>err </dev/null
    expect_status 5 $?
    holds err 'JCR-504: CRIU could not restore' || fail "no JCR-504"
    holds err 'criu/tty.c' || fail "it failed for another reason"
    [ ! -e made ] || fail "the file is still there"
    is_gone "$id" || fail "a process is left"
  done
}

# Where the launcher fails before CRIU starts, nothing is made.
file_is_not_made_for_a_restore_that_does_not_begin() {
  copy_plain
  free_plain
  printf '#!/bin/sh\nexit 1\n' >fake
  stand_in fake
  # The plan's own CRIU is not asked for its version, which takes descriptors too.
  edit_plan "s,^criu .*,criu $PWD/fake,
s,^criu-version .*,$(version_line ./fake),
\$a make-file 600 0 0 pstree.img $PWD/made"
  for limit in 5 6 7 8 9 10; do
    (ulimit -n "$limit" && exec "$jcr" restore image) >out 2>>err </dev/null
    [ ! -e made ] || fail "the file is still there, with a limit of $limit open files"
  done
  holds err 'JCR-504' || fail "no JCR-504"
}

work_folders_do_not_stay() {
  mkdir -m 700 run
  copy_plain
  printf '#!/bin/sh\nls %s/run >%s/seen\nexit 1\n' "$PWD" "$PWD" >fake
  stand_in fake
  XDG_RUNTIME_DIR=$PWD/run "$jcr" restore image --criu ./fake >out 2>err
  holds seen 'jcr-restore-' || fail "it is elsewhere"
  free_plain
  XDG_RUNTIME_DIR=$PWD/run "$jcr" restore --detach image >out 2>err
  kill -KILL "$plain_id"
  free_plain
  [ -z "$(ls run)" ] || fail "left: $(ls run)"
  chown 65534 run
  XDG_RUNTIME_DIR=$PWD/run "$jcr" restore image --criu ./fake >out 2>err
  [ ! -s seen ] || fail "it is in another user's folder"
}
