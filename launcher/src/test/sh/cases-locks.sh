# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: locks of the image that somebody else holds.

# An image that wants locks of ./data, and is never restored.
copy_locked() {
  copy_plain
  : >data
  edit_plan 's/^arch .*/arch other/'
}

# wants TYPE MODE START LENGTH: the one lock of the plan.
wants() {
  edit_plan '/^lock /d'
  edit_plan "\$a lock $* $PWD/data"
}

expect_free() {
  wants "$@"
  refuse 4 JCR-417
  ! holds err JCR-420 || fail "a lock that can be had is said to be taken: $*"
}

expect_taken() {
  wants "$@"
  refuse 4 "JCR-420: $PWD/data is locked by process $id (victim); end it, or have it let go"
}

end_victim() {
  kill -KILL "$id"
  finish "$id"
}

lock_names_its_holder_where_the_bytes_meet() {
  copy_locked
  start_victim --lock posix-write 10 5 data
  expect_taken POSIX write 0 0
  expect_taken POSIX read 14 1
  expect_taken OFDLCK write 5 6
  expect_free POSIX write 0 10
  expect_free OFDLCK write 15 0
  end_victim
  expect_free POSIX write 0 0
}

lock_that_is_shared_is_in_no_readers_way() {
  copy_locked
  start_victim --lock ofd-read 0 0 data
  expect_free POSIX read 0 0
  expect_free OFDLCK read 3 1
  expect_taken POSIX write 3 1
  expect_taken OFDLCK write 0 0
  end_victim
}

lock_of_flock_is_in_the_way_of_its_kind_alone() {
  copy_locked
  start_victim --lock flock-read 0 0 data
  expect_free FLOCK read 0 0
  expect_free POSIX write 0 0
  expect_taken FLOCK write 0 0
  end_victim
}

lock_is_told_once_for_each_holder() {
  copy_locked
  start_victim --lock posix-read 0 1 data --lock posix-read 5 1 data --lock flock-read 0 0 data
  first=$id
  start_victim --lock flock-read 0 0 data
  wants FLOCK write 0 0
  edit_plan "\$a lock POSIX write 0 1 $PWD/data
\$a lock POSIX write 5 0 $PWD/data"
  refuse 4 "is locked by process $first (victim)" "is locked by process $id (victim)"
  [ "$(grep -c JCR-420 err)" -eq 2 ] || fail "not one message for each"
  end_victim
  id=$first
  end_victim
}

# In a namespace of its own: there the kernel's list leaves out what a process took that has ended.
lock_whose_taker_has_ended_names_who_has_it() {
  copy_locked
  wants FLOCK write 0 0
  unshare --pid --fork --mount-proc sh -c 'exec 8<data; flock 8; wc -l </proc/locks >text
    "$0" restore image 8<&- >out 2>err; exit $?' "$jcr"
  expect_status 4 $?
  holds text '^0$' || fail "the list has it"
  holds err "JCR-420: $PWD/data is locked by process 1 (sh); end it" || fail "not told"
}

# The first file of each has the same number.
lock_of_another_file_system_is_none() {
  copy_locked
  mkdir one two
  edit_plan "\$a lock FLOCK write 0 0 $PWD/two/data"
  unshare --mount sh -c 'mount -t tmpfs none one && mount -t tmpfs none two || exit 1
    : >one/data && : >two/data
    stat -c %i one/data two/data
    exec 8<one/data; flock 8
    "$0" restore image 8<&- 2>err' "$jcr" >text
  [ "$(uniq text | wc -l)" -eq 1 ] || fail "the numbers are not the same"
  holds err JCR-417 || fail "no JCR-417"
  ! holds err JCR-420 || fail "a lock of another file is said to be in the way"
}

lock_of_what_is_no_file_any_more_is_not_asked_for() {
  copy_locked
  rm data
  mkfifo data
  expect_free FLOCK write 0 0
  rm data
  expect_free FLOCK write 0 0
}

# It can be seen in the kernel's list, and its holder not be looked at.
lock_of_another_user_is_told_as_well() {
  copy_locked
  start_victim --lock posix-write 0 0 data
  wants POSIX write 0 0
  chmod 711 "$scratch" "$scratch/cases" .
  chown -R 65534 image
  setpriv --reuid 65534 --regid 65534 --clear-groups "$jcr" restore image >out 2>err </dev/null
  expect_status 4 $?
  holds err "JCR-420: $PWD/data is locked by process $id (victim); end it" || fail "not named"
  end_victim
  start_victim --lock ofd-write 0 0 data
  setpriv --reuid 65534 --regid 65534 --clear-groups "$jcr" restore image >out 2>err </dev/null
  holds err "JCR-420: $PWD/data is locked by a process that cannot be seen from here; restore as" ||
    fail "not told"
  chmod 700 "$scratch"
  end_victim
}

# image_with_lock KIND TYPE: of a victim that held such a lock, and a fake CRIU that begins when
# another one has taken it.
image_with_lock() {
  : >data
  start_victim --lock "$1" 0 0 data
  dump image --file-locks
  finish "$id"
  {
    echo "stream 1 $(stream_of tick)"
    echo "stream 2 $(stream_of beat)"
    echo "lock $2 write 0 0 $PWD/data"
    echo "option --file-locks"
  } | write_plan image
  first=$id
  wait_until 10 is_gone "$first"
  (until [ -e go ]; do sleep 0.02; done; exec "$victim" --lock "$1" 0 0 data) >taken 2>&1 &
  id=$!
  victims="$victims $id"
  cat >fake <<FAKE
#!/bin/sh
if [ "\$1" = restore ]; then
  touch "$PWD/go"
  until grep -q tick "$PWD/taken"; do sleep 0.02; done
fi
exec "$criu" "\$@"
FAKE
  chmod +x fake
}

# CRIU does not wait for a lock of an open file description.
lock_taken_after_the_check_names_its_holder() {
  image_with_lock ofd-write OFDLCK
  target="image --criu ./fake"
  refuse 4 "JCR-420: $PWD/data is locked by process $id (victim)" '^  .*Can not set ofd lock'
  target=
  end_victim
  is_gone "$first" || fail "a process is left"
}

# It waits for the others, and this jcr waits for it but two seconds.
lock_that_criu_waits_for_names_its_holder() {
  CC="${CC:-cc} -DJCR_CRIU_SECONDS=2" "$launcher/build.sh" "$PWD/build"
  patient=$jcr
  jcr=$PWD/build/jcr
  image_with_lock posix-write POSIX
  target="image --criu ./fake"
  refuse 4 "JCR-420: $PWD/data is locked by process $id (victim)"
  ! holds err JCR-503 || fail "memory and disk are blamed"
  target=
  jcr=$patient
  end_victim
  is_gone "$first" || fail "a process is left"
}
