# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: `jcr keeper`, as the agent runs it.

# self_dump CRIU SECONDS: starts a victim that dumps itself to $PWD/final; sets $id. $temporary is
# the image until then, with a plan, as the agent makes them.
self_dump() {
  temporary=$PWD/.final.jcr-1
  mkdir -m 700 "$temporary"
  : >tick
  : >beat
  {
    print_plan_head
    echo "stream 1 $(stream_of tick)"
    echo "stream 2 $(stream_of beat)"
  } >"$temporary/restore.plan"
  # shellcheck disable=SC2094 # the plan is no output of the victim's
  setsid sh -c 'echo "id $$" >>"$1/restore.plan"; shift; exec "$@"' sh "$temporary" \
    "$victim" --self-dump "$jcr" "$1" "$2" "$temporary" "$PWD/final" </dev/null >tick 2>beat &
  id=$!
  victims="$victims $id"
}

# restore_self_dump IMAGE: it lives, from just what the keeper left.
restore_self_dump() {
  wait_until 10 is_gone "$id"
  start_restore "$1"
  expect out 'dump success 1 restored 1'
  kill -USR2 "$id"
  finish_job
  expect_status 7 "$status"
}

keeper_finishes_a_self_dump() {
  self_dump "$criu" 20
  finish "$id"
  expect_status 137 "$status"
  wait_until 10 test -e final || fail "no image: $(cat "$temporary/dump.log")"
  [ ! -e "$temporary" ] || fail "the temporary folder is still there"
  (cd final && stat -c '%s %n' -- * | grep -v ' contents$' | LC_ALL=C sort -k 2) >text
  cmp -s text final/contents || fail "contents does not list the files"
  [ "$(stat -c %a final/* | sort -u)" = 600 ] || fail "files are not private"
  [ ! -e final/.contents.new ] || fail "what was reserved is left"
  restore_self_dump final
}

# The flight recorder of a JVM writes until the process is frozen.
keeper_copies_again_what_was_written_until_the_dump() {
  self_dump "$criu" 20
  for name in grown same gone; do
    echo "make-file 600 0 0 $name $PWD/$name" >>"$temporary/restore.plan"
    echo old >"$temporary/$name"
  done
  echo "old, and new" >grown
  echo now >same
  finish "$id"
  expect_status 137 "$status"
  wait_until 10 test -e final || fail "no image: $(cat "$temporary/dump.log")"
  [ "$(cat final/grown)" = "old, and new" ] || fail "what was written is missing"
  [ "$(cat final/same final/gone)" = "old
old" ] || fail "what has its size was copied again"
  holds final/contents '^13 grown$' || fail "contents has another size"
  restore_self_dump final
}

# On a small disk of its own, which CRIU fills.
keeper_keeps_the_copy_that_it_cannot_renew() {
  printf '#!/bin/sh\ncd "%s/disk/temporary"\n: >inventory.img\ncat /dev/zero >filler\n:\n' "$PWD" \
    >fake
  chmod +x fake
  head -c 100000 /dev/zero >grown
  print_plan_head >plan
  printf 'id 4194000\nmake-file 600 0 0 grown %s/grown\n' "$PWD" >>plan
  timeout 30 unshare --mount sh -c 'mkdir disk && mount -t tmpfs -o size=2m none disk || exit 1
    mkdir -m 700 disk/temporary
    cp plan disk/temporary/restore.plan
    head -c 90000 /dev/zero | tr "\\0" x >disk/temporary/grown
    "$0" --self-dump "$1" "$PWD/fake" 20 "$PWD/disk/temporary" "$PWD/disk/final" >tick 2>beat &
    until [ -s disk/temporary/keeper.error ] || [ -e disk/final ]; do sleep 0.05; done
    kill -KILL $!
    ls -A disk/* >text
    cp disk/temporary/keeper.error out
    tr -d x <disk/temporary/grown >rest
    stat -c %s disk/temporary/grown >size' "$victim" "$jcr" 2>err
  expect_status 0 $?
  holds text '^inventory.img$' || fail "no image"
  ! holds text '^\(contents\|.copy.new\)$' || fail "it is sealed, or half a copy is left"
  [ "$(cat size)" = 90000 ] && [ ! -s rest ] || fail "the copy is spoilt: $(cat size)"
  holds out "^JCR-404: $PWD/grown .* to $PWD/disk/temporary/grown again: No space left on device; " ||
    fail "it is not told: $(cat out)"
}

keeper_overwrites_no_image() {
  mkdir final
  echo mine >final/file
  self_dump "$criu" 20
  finish "$id"
  expect_status 137 "$status"
  expect "$temporary/keeper.error" "^JCR-401: $PWD/final appeared during the dump; the complete"
  holds "$temporary/keeper.error" " image is $temporary, rename it\$" || fail "it is not named"
  [ "$(cat final/*)" = mine ] || fail "it was overwritten"
  restore_self_dump .final.jcr-1
}

# The shell has a small disk of its own.
keeper_reserves_room_for_the_list() {
  printf '#!/bin/sh\ncd "%s/disk/temporary"\n: >inventory.img\ncat /dev/zero >filler\n:\n' "$PWD" \
    >fake
  chmod +x fake
  # shellcheck disable=SC2094 # the two are different victims' outputs
  timeout 30 unshare --mount sh -c 'mkdir disk && mount -t tmpfs -o size=2m none disk || exit 1
    mkdir -m 700 disk/temporary
    "$0" --self-dump "$1" "$PWD/fake" 20 "$PWD/disk/temporary" "$PWD/disk/final" >tick 2>beat &
    until [ -e disk/final ]; do sleep 0.05; done
    kill -KILL $!
    cat disk/final/contents >text
    mkdir -m 700 disk/temporary
    cat /dev/zero >disk/filler
    "$0" --self-dump "$1" "$PWD/fake" 20 "$PWD/disk/temporary" "$PWD/disk/new" >tick.full 2>beat.full &
    until grep -q keeper tick.full; do sleep 0.05; done
    kill -KILL $!' "$victim" "$jcr" 2>err
  holds text ' filler$' || fail "the list is not whole"
  holds tick.full 'keeper ended 4' || fail "a full disk is no failure"
  ! holds beat.full jcr: || fail "the application's standard error has it too"
}

keeper_waits_for_a_criu_that_has_ended_the_process() {
  cat >fake <<FAKE
#!/bin/sh
cd "$PWD/.final.jcr-1"
: >inventory.img
kill -KILL "\$(sed -n 's/^id //p' restore.plan)"
sleep 3
FAKE
  chmod +x fake
  self_dump "$PWD/fake" 2
  finish "$id"
  expect_status 137 "$status"
  expect final/contents inventory.img
}

# Ends the process as CRIU does, and is killed itself.
keeper_names_the_image_of_a_criu_that_was_killed_late() {
  cat >fake <<FAKE
#!/bin/sh
cd "$PWD/.final.jcr-1"
: >inventory.img
kill -KILL "\$(sed -n 's/^id //p' restore.plan)"
kill -KILL \$\$
FAKE
  chmod +x fake
  self_dump "$PWD/fake" 20
  finish "$id"
  expect_status 137 "$status"
  expect final/contents inventory.img
}

keeper_takes_away_what_is_no_image() {
  cat >fake <<FAKE
#!/bin/sh
cd "$PWD/.final.jcr-1"
: >pages-1.img
kill -KILL "\$(sed -n 's/^id //p' restore.plan)"
exit 1
FAKE
  chmod +x fake
  self_dump "$PWD/fake" 20
  finish "$id"
  expect_status 137 "$status"
  wait_until 10 test ! -e "$temporary" || fail "the temporary folder is still there"
  [ ! -e final ] || fail "there is an image"
}

# It goes on, and ends before it has removed the folder: no image of a past that it has outlived.
keeper_takes_away_what_a_process_left_that_went_on() {
  cat >fake <<FAKE
#!/bin/sh
dd bs=4096 count=1 <&3 >"$PWD/.final.jcr-1/inventory.img" # the request, and a file
exit 1
FAKE
  chmod +x fake
  export VICTIM_TAKES_BACK=1
  self_dump "$PWD/fake" 20
  unset VICTIM_TAKES_BACK
  expect tick 'taken back'
  [ -e "$temporary" ] || fail "the folder of a process that lives was taken away"
  kill -KILL "$id"
  finish "$id"
  wait_until 10 test ! -e "$temporary" || fail "the temporary folder is still there"
  [ ! -e final ] || fail "there is an image"
}

# The spare ends CRIU, and answers for the keeper; no process of either is left.
keeper_has_a_spare() {
  printf '#!/bin/sh\necho $$ $PPID >%s/fake.ids\nkill -KILL $PPID\nexec sleep 60\n' "$PWD" >fake
  chmod +x fake
  self_dump "$PWD/fake" 20
  expect tick 'criu is gone'
  read -r fake keeper <fake.ids
  wait_until 10 is_gone "$fake" || fail "CRIU is left"
  wait_until 10 is_gone "$keeper" || fail "the keeper is left"
  [ -e "$temporary" ] || fail "the folder of a process that lives was taken away"
  kill -KILL "$id"
  finish "$id"
  wait_until 10 test ! -e "$temporary" || fail "the temporary folder is still there"
}

keeper_bounds_its_wait() {
  printf '#!/bin/sh\necho $$ >%s/fake.id\nexec sleep 60\n' "$PWD" >fake
  chmod +x fake
  self_dump "$PWD/fake" 1
  expect fake.id .
  # It is nobody's child here, and works on although this test's victim waits.
  expect tick 'criu is gone'
  holds tick 'keeper ended 0' || fail "the keeper did not end at once"
  is_gone "$(cat fake.id)" || fail "CRIU is left"
  [ ! -e final ] || fail "there is an image"
  kill -KILL "$id"
  finish "$id"
}

keeper_tells_of_a_criu_that_cannot_run() {
  echo "no program" >fake
  chmod +x fake
  self_dump "$PWD/fake" 20
  expect tick 'criu is gone'
  kill -KILL "$id"
  finish "$id"
  rm -rf "$temporary" # unless the keeper has done it
  self_dump "$PWD/none" 20
  expect tick 'keeper ended 3'
  expect beat 'JCR-305: .*/none cannot be run'
  kill -KILL "$id"
  finish "$id"
  "$jcr" keeper /bin/true 5 >out 2>err
  expect_status 64 $?
}
