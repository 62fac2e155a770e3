# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: images and hosts that do not fit, seen before CRIU starts, by
# `jcr restore` and by `jcr verify`.

usage_errors_end_64() {
  for line in "" "a b" "--foo a" "--criu" "a -Dkey=value" "a --env K=V" "a --listen 1=x" \
    "a --new-pid-namespace"; do
    # shellcheck disable=SC2086 # words are wanted
    "$jcr" restore $line >out 2>err
    expect_status 64 $?
    holds err '^jcr: JCR-102: ' || fail "no JCR-102 for '$line'"
  done
  "$jcr" restore a --env K=V 2>err
  holds err 'does not have --env yet' || fail "--env is not said to come"
  [ "$(wc -l <err)" -eq 1 ] || fail "one mistake, more than one line"
}

help_explains_each_option() {
  "$jcr" restore --help >out 2>err
  expect_status 0 $?
  holds out '^usage: jcr restore DIR ' || fail "no usage"
  for option in --detach '--criu PATH' '--listen OLD=NEW'; do
    holds out "^  $option  *[a-z]" || fail "$option is not explained"
  done
}

folder_that_is_no_image_is_refused() {
  target=nowhere refuse_early 4 'JCR-411: nowhere cannot be opened: No such file'
  echo text >file
  target="file" refuse_early 4 'JCR-411: file cannot be opened: Not a directory'
  mkdir -m 700 empty
  target=empty refuse_early 4 'JCR-411: empty is no complete image (missing: contents, restore.plan, inv'
  copy_plain
  rm image/contents
  refuse_early 4 'JCR-411: image is no complete image (missing: contents)'
}

folder_that_others_can_write_is_refused() {
  copy_plain
  chmod 770 image
  refuse_early 4 'JCR-418: image belongs to user 0 and has mode 0770'
  chmod 700 image
  chmod 666 image/pages-1.img
  refuse_early 4 'JCR-418: image/pages-1.img can be changed by others'
  chmod 600 image/pages-1.img
  chown 65534 image
  refuse_early 4 'JCR-418: image belongs to user 65534'
}

truncated_image_is_refused() {
  copy_plain
  truncate -s -1 image/pages-1.img
  rm image/pstree.img
  refuse_early 4 'JCR-412: the image image is damaged' '^  pages-1.img has [0-9]* bytes, the checkpoint' \
    '^  pstree.img: No such file'
  [ "$(grep -c JCR- err)" -eq 1 ] || fail "more than one message"
  rm -r image
  copy_plain
  truncate -s -3 image/contents
  refuse_early 4 'JCR-412' '^  contents cannot be read or breaks off'
  rm -r image
  copy_plain
  truncate -s -30 image/restore.plan
  refuse_early 4 'JCR-412' '^  restore.plan has '
}

plan_that_is_damaged_is_refused() {
  copy_plain
  edit_plan '$a surprise 1'
  refuse_early 4 "JCR-411: restore.plan, line [0-9]*: unknown key 'surprise'"
  edit_plan 's/^surprise 1/id none/'
  refuse_early 4 'JCR-411: restore.plan, line [0-9]* (id): wanted is a process or thread id'
  edit_plan '1s/1/2/'
  refuse_early 4 'JCR-411: restore.plan has format 2'
}

everything_that_does_not_fit_is_told_at_once() {
  copy_plain
  echo changed >changed
  edit_plan "s/^arch .*/arch s390/
\$a jdk-file 5 $PWD/jdk/release
\$a file 5 $PWD/changed
\$a file 5 $PWD/missing
\$a id 1$$
\$a id $$"
  refuse_early 4 'JCR-417: the image was made on s390, this host is ' \
    'JCR-413: the image needs the very JDK build' "^  $PWD/jdk/release cannot be found" \
    "JCR-414: $PWD/changed has 8 bytes, it had 5" "JCR-414: $PWD/missing cannot be found" \
    "JCR-416: id $$: taken by process $$ "
}

missing_criu_ends_3() {
  copy_plain
  target="image --criu ./none"
  refuse_early 3 'JCR-301: --criu ./none is no program'
  target=
  "$jcr" restore image --criu ./none >out 2>err
  expect_status 3 $?
  holds err 'JCR-301: --criu ./none is no program' || fail "no JCR-301"
  JCR_CRIU=/none "$jcr" restore image >out 2>err
  expect_status 3 $?
  holds err 'JCR-301: JCR_CRIU /none is no program' || fail "no JCR-301 for the variable"
  # A kept file that is missing too does not hide it.
  edit_plan '$a file 1 /none/file'
  "$jcr" restore image --criu ./none >out 2>err
  expect_status 3 $?
  [ "$(grep -c JCR- err)" -eq 2 ] || fail "not both are told"
}

taken_process_id_names_its_owner() {
  start_victim --threads 3
  dump image --leave-running
  write_plan image </dev/null
  refuse_early 4 "JCR-416: id $id and 3 more of the image: taken by process $id (victim); end it" \
    "^  command line: .*/victim --threads 3"
  [ "$(grep -c JCR- err)" -eq 1 ] || fail "a message for each thread"
  kill -KILL "$id"
  finish "$id"
}

taken_thread_id_names_its_process() {
  start_victim --threads 1
  copy_plain
  thread=$(find "/proc/$id/task" -mindepth 1 -maxdepth 1 ! -name "$id" -printf %f)
  edit_plan "\$a id $thread"
  refuse_early 4 "JCR-416: id $thread: taken by a thread of process $id (victim)"
  kill -KILL "$id"
  finish "$id"
}

# A thread that was started after the plan was written is only in CRIU's part of the image.
taken_thread_id_that_no_plan_knows_is_told() {
  start_victim --threads 1
  dump image --leave-running
  echo "id $id" >ids
  write_plan image </dev/null
  refuse_early 4 "JCR-416: id $id and 1 more of the image: taken by process $id (victim); end it"
  kill -KILL "$id"
  finish "$id"
}

uncollected_zombie_is_named_with_its_parent() {
  copy_plain
  # The shell starts a child and becomes a program that never asks for it; then the child ends.
  sh -c '(until grep -q sleep /proc/$$/comm; do sleep 0.02; done) & echo $! >zombie
    exec sleep 60' &
  parent=$!
  expect zombie .
  wait_until 5 grep -q 'State:.Z' "/proc/$(cat zombie)/status" || fail "it is no zombie"
  edit_plan "\$a id $(cat zombie)"
  refuse_early 4 "JCR-416: id $(cat zombie): taken by a zombie, .*, process $parent (sleep), has not"
  kill "$parent"
  finish "$parent"
}

zombie_that_is_collected_soon_is_waited_for() {
  copy_plain
  sh -c 'sleep 0.5 & echo $! >zombie; wait' &
  parent=$!
  expect zombie .
  kill -STOP "$parent" # before it collects its child
  wait_until 5 grep -q 'State:.Z' "/proc/$(cat zombie)/status" || fail "it is no zombie"
  edit_plan "\$a id $(cat zombie)
s/^arch .*/arch other/" # so that only this is checked
  "$jcr" restore image >out 2>err </dev/null &
  job=$!
  wait_until 5 grep -q "State:.S" "/proc/$job/status" # it pauses between two looks
  kill -CONT "$parent"
  finish_job
  expect_status 4 "$status"
  holds err JCR-417 || fail "no JCR-417"
  ! holds err JCR-416 || fail "an id that is free by now is said to be taken"
  finish "$parent"
}

zombie_of_process_1_is_not_to_be_ended() {
  copy_plain
  edit_plan '$a id 2'
  # In a new pid namespace the first child of its shell has id 2; then the shell becomes a sleep.
  unshare --pid --fork --mount-proc sh -c 'true &
    (until grep -q sleep /proc/1/comm && grep -q State:.Z /proc/2/status; do sleep 0.02; done
      "$0" restore image >out 2>err) &
    exec sleep 5' "$jcr" >text 2>&1
  holds err 'process 1 (sleep), has not collected; wait until it does$' || fail "not told so"
}

process_group_that_lives_on_is_named() {
  copy_plain
  # Both are of the group that the first one leads; the first one ends.
  setsid sh -c 'echo $$ >group; sleep 60 & echo $! >member' &
  wait $!
  expect member .
  expect "/proc/$(cat member)/comm" sleep # and no shell's copy any more
  edit_plan "\$a id $(cat group)"
  refuse_early 4 "JCR-416: id $(cat group): no process has it, but process $(cat member) (sleep) is still"
  kill "$(cat member)"
}

own_id_in_the_image_is_told() {
  copy_plain
  edit_plan '$a id 2'
  # In a new pid namespace the first child of its shell has id 2.
  unshare --pid --fork --mount-proc sh -c '"$0" restore image; echo "status $?"' "$jcr" >out 2>err
  holds err 'JCR-416: id 2: taken by this very jcr; run it again' || fail "not told"
  holds out 'status 4' || fail "another status"
}

taken_port_names_its_owner() {
  start_victim --listen 0
  port=$(sed -n 's/^port //p' tick)
  copy_plain
  edit_plan "\$a listen tcp 127.0.0.1 $port"
  refuse_early 4 "JCR-415: port $port is taken by process $id (victim); stop it, or restore on another" \
    "^  the image listens on tcp 127.0.0.1 port $port"
  edit_plan "s/^listen .*/listen tcp6 :: $port/"
  refuse_early 4 "JCR-415: port $port is taken by process $id (victim)"
  edit_plan "s/^listen .*/listen tcp6 ::1 $port/"
  kill -KILL "$id"
  finish "$id"
  edit_plan 's/^arch .*/arch other/' # so that only this is checked
  refuse_early 4 JCR-417
  ! holds err JCR-415 || fail "a free port is said to be taken"
}

# The restored process binds it, so it can be told to bind another one.
port_that_can_be_moved_is_looked_at_where_it_goes() {
  start_victim --listen 0
  port=$(sed -n 's/^port //p' tick)
  copy_plain
  edit_plan "\$a bind tcp 127.0.0.1 1
s/^arch .*/arch other/" # so that nothing is restored
  target="image --listen 1=$port"
  refuse_early 4 "JCR-415: port $port is taken by process $id (victim)"
  target="image --listen 2=$port"
  refuse_early 64 "JCR-102: --listen 2=$port: the image does not listen on port 2"
  edit_plan "\$a listen tcp 127.0.0.1 3"
  target="image --listen 3=$port"
  refuse_early 64 "JCR-102: --listen 3=$port: CRIU binds port 3 of this image, and only where it was"
  target=
  kill -KILL "$id"
  finish "$id"
}

data_file_that_was_written_since_is_refused() {
  copy_plain
  echo one >data
  edit_plan "\$a data-file 4 $(date -r data +%s%N) $PWD/data
s/^arch .*/arch other/" # so that nothing is restored
  refuse_early 4 JCR-417
  ! holds err JCR-414 || fail "an unchanged file is said to be changed"
  echo two >data
  refuse_early 4 "JCR-414: $PWD/data has been written since the checkpoint"
  echo three >data
  refuse_early 4 "JCR-414: $PWD/data has 6 bytes, it had 4 at the checkpoint"
}

# CRIU shares ports as well.
port_that_others_share_is_free() {
  start_victim --share 0
  port=$(sed -n 's/^port //p' tick)
  copy_plain
  edit_plan "\$a listen tcp 127.0.0.1 $port
s/^arch .*/arch other/" # so that only this is checked
  refuse_early 4 JCR-417
  ! holds err JCR-415 || fail "a port that can be shared is said to be taken"
  kill -KILL "$id"
  finish "$id"
}

address_of_another_host_is_refused() {
  copy_plain
  edit_plan '$a listen tcp 192.0.2.1 48123'
  refuse_early 4 'JCR-415: port 48123: the image listens on 192.0.2.1, which is no address of this host'
}
