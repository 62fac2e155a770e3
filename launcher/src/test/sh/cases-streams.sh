# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: where the application's standard streams lead after a restore.

# stop_plain STATUS: ends the application in an orderly way, and its jcr.
stop_plain() {
  kill -USR2 "$plain_id"
  finish_job
  expect_status 7 "$status"
}

output_reaches_a_pipe() {
  free_plain
  ("$jcr" restore "$plain" 2>err | cat >out) &
  job=$!
  expect out tick
  expect err beat
  kill -USR2 "$plain_id"
  finish_job
  is_gone "$plain_id" || fail "the process was not reaped"
}

output_reaches_a_file_at_its_end() {
  free_plain
  echo first >out
  "$jcr" restore "$plain" >>out 2>&1 &
  job=$!
  expect out tick
  expect out beat
  stop_plain
  [ "$(head -n 1 out)" = first ] || fail "what was there is overwritten"
}

output_reaches_a_terminal() {
  command -v script >/dev/null || {
    skip "no script(1)"
    return
  }
  free_plain
  script -qec "exec $jcr restore $plain" text >out 2>&1 </dev/null &
  job=$!
  expect out tick
  expect out beat
  readlink "/proc/$plain_id/fd/1" >err
  holds err '^/dev/pts/' || fail "standard output is no terminal"
  stop_plain
}

input_comes_from_a_pipe() {
  mkfifo fifo
  : >input
  # A victim that waits for its input: the end of a pipe that nobody writes to.
  setsid "$victim" <>fifo >tick 2>beat &
  id=$!
  victims="$victims $id"
  expect tick 'tick 1'
  dump image
  finish "$id"
  write_plan image <<PLAN
stream 0 $(stream_of fifo)
stream 1 $(stream_of tick)
stream 2 $(stream_of beat)
PLAN
  wait_until 10 is_gone "$id"
  # shellcheck disable=SC2094 # it waits for the output before it writes the input
  (
    wait_until 10 holds out tick
    echo hello
    wait_until 10 holds out 'read hello'
  ) | "$jcr" restore image >out 2>err &
  job=$!
  expect out 'read hello'
  expect out 'end of input'
  kill -USR2 "$id"
  finish_job
  expect_status 7 "$status"
}

# An image whose standard output and standard error are two pipes.
pipe_image() {
  # The shell makes the pipes: the victim's parent is a subshell, its readers are siblings.
  { { setsid "$victim" </dev/null & echo $! >victim.id; wait; } 2>&1 1>&3 | cat >beat; } 3>&1 |
    cat >tick &
  expect victim.id .
  expect tick 'tick 1'
  id=$(cat victim.id)
  victims="$victims $id"
  out_key=$(readlink "/proc/$id/fd/1")
  err_key=$(readlink "/proc/$id/fd/2")
  dump image
  wait_until 10 is_gone "$id"
  write_plan image <<PLAN
stream 1 $out_key
stream 2 $err_key
PLAN
}

pipes_are_plugged_to_pipes() {
  pipe_image
  ("$jcr" restore image 2>err | cat >out) &
  job=$!
  expect out tick
  expect err beat
  kill -USR2 "$id"
  finish_job
}

pipes_are_plugged_to_a_file_at_its_end() {
  pipe_image
  echo first >out
  "$jcr" restore image >>out 2>&1 &
  job=$!
  expect out tick
  expect out beat
  kill -USR1 "$id"
  expect out 'signal USR1'
  kill -USR2 "$id"
  finish_job
  expect_status 7 "$status"
  [ "$(head -n 1 out)" = first ] || fail "what was there is overwritten"
  # Two streams in one file: no line may lie upon another.
  ! grep -v -E '^(first|tick [0-9]+|beat [0-9]+|signal USR1)$' out >text || fail "mangled lines"
}

# An image whose streams are a terminal.
terminal_image() {
  script -qec "exec sh -c 'echo \$\$ >victim.id; exec $victim'" text >tick 2>&1 </dev/null &
  terminal=$!
  expect tick 'tick 1'
  id=$(cat victim.id)
  victims="$victims $id"
  key="tty[$(stat -L -c '%t%02T:%D' "/proc/$id/fd/1" | sed 's/^88\(..\):/88\1:/')]"
  list_ids "$id" >ids
  dump image --external "$key"
  finish "$terminal"
  write_plan image <<PLAN
stream 0 $key
PLAN
  wait_until 10 is_gone "$id"
}

terminal_is_plugged_to_another_terminal() {
  command -v script >/dev/null || {
    skip "no script(1)"
    return
  }
  terminal_image
  script -qec "exec $jcr restore image" text >out 2>&1 </dev/null &
  job=$!
  expect out tick
  expect out beat
  kill -USR2 "$id"
  finish_job
  expect_status 7 "$status"
}

closed_streams_do_no_harm() {
  free_plain
  "$jcr" restore "$plain" <&- >&- 2>&- &
  job=$!
  expect_restored "$plain_id"
  readlink "/proc/$plain_id/fd/1" >text
  holds text '^/dev/null$' || fail "standard output is not /dev/null"
  stop_plain
}

interrupt_of_the_terminal_arrives_once() {
  command -v script >/dev/null || {
    skip "no script(1)"
    return
  }
  free_plain
  mkfifo keys
  # A shell without job control has its background jobs ignore SIGINT.
  env --default-signal=INT script -qec "exec $jcr restore $plain" text >out 2>&1 <keys &
  job=$!
  exec 9>keys
  expect out tick
  printf '\003' >&9
  expect out 'signal INT'
  # jcr passes signals on in their order: what it had to pass on has come before this one.
  kill -USR1 "$(sed -n 's/^PPid:.//p' "/proc/$plain_id/status")"
  expect out 'signal USR1'
  [ "$(grep -c 'signal INT' out)" -eq 1 ] || fail "it arrived more than once"
  exec 9>&-
  stop_plain
}

# An image of a program that was started from a terminal's shell, all its streams in files.
make_job_image() {
  : >input
  script -qec "exec bash -mc '$victim <input >tick 2>beat & echo \$! >victim.id; wait'" text >text.out \
    2>&1 </dev/null &
  terminal=$!
  expect victim.id .
  expect tick 'tick 1'
  id=$(cat victim.id)
  victims="$victims $id"
  dump image --shell-job
  finish "$terminal"
  write_plan image <<PLAN
option --shell-job
stream 0 $(stream_of input)
stream 1 $(stream_of tick)
stream 2 $(stream_of beat)
PLAN
  wait_until 10 is_gone "$id"
}

job_of_a_terminal_stops_and_goes_on() {
  if ! command -v script >/dev/null || ! command -v bash >/dev/null; then
    skip "no script(1), or no bash"
    return
  fi
  make_job_image
  mkfifo keys
  TERM=dumb env --default-signal=INT script -qec "exec bash --norc -i" text >out 2>&1 <keys &
  job=$!
  exec 9>keys
  echo "$jcr restore image; echo status=\$?" >&9
  expect out tick
  printf '\003' >&9
  expect out 'signal INT'
  printf '\032' >&9
  expect out 'Stopped'
  wait_until 5 grep -q 'State:.T' "/proc/$id/status" || fail "it is not stopped"
  echo fg >&9
  wait_until 5 grep -q 'State:.S' "/proc/$id/status" || fail "it does not go on"
  kill -USR2 "$id"
  echo 'echo the shell has the terminal' >&9
  expect out '^the shell has the terminal'
  echo exit >&9
  exec 9>&-
  finish_job
  [ "$(grep -c 'signal INT' out)" -eq 1 ] || fail "the interrupt arrived more than once"
}
