#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# launcher-test.sh [OUTPUT_DIR]: builds the launcher (to OUTPUT_DIR, else to a folder that goes away)
# and tests it with real processes and real CRIU. One line for each case: `PASS name`, `FAIL name: why`
# or `SKIP name: why`. JCR_NO_SKIP=1 makes a skip a failure. JCR_TEST_ONLY=WORD runs the cases whose
# name has that word. Ends 1 if anything failed.
# shellcheck disable=SC1091,SC2034 # the sourced files are beside this one, and use its variables
set -u

here=$(cd "$(dirname "$0")" && pwd)
launcher=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/jcr-launcher-test.XXXXXX")
output=${1:-$scratch/build}
failures=0
victims=""

clean_up() {
  for id in $victims; do
    case $(readlink "/proc/$id/exe" 2>/dev/null) in
      "$scratch"/* | */java) kill -KILL "$id" 2>/dev/null ;;
    esac
  done
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

. "$here/harness.sh"
. "$here/cases-refused.sh"
. "$here/cases-locks.sh"
. "$here/cases-verify.sh"
. "$here/cases-restore.sh"
. "$here/cases-streams.sh"
. "$here/cases-failed.sh"
. "$here/cases-keeper.sh"
. "$here/cases-java.sh"

build_all

case_of usage_errors_end_64
case_of help_explains_each_option
case_of verify_has_usage_and_help
case_of other_verbs_become_java
case_of missing_java_and_missing_jar_are_named
if needs_criu; then
  make_images
  case_of folder_that_is_no_image_is_refused
  case_of folder_that_others_can_write_is_refused
  case_of truncated_image_is_refused
  case_of plan_that_is_damaged_is_refused
  case_of everything_that_does_not_fit_is_told_at_once
  case_of missing_criu_ends_3
  case_of taken_process_id_names_its_owner
  case_of taken_thread_id_names_its_process
  case_of taken_thread_id_that_no_plan_knows_is_told
  case_of uncollected_zombie_is_named_with_its_parent
  case_of zombie_that_is_collected_soon_is_waited_for
  case_of zombie_of_process_1_is_not_to_be_ended
  case_of process_group_that_lives_on_is_named
  case_of own_id_in_the_image_is_told
  case_of taken_port_names_its_owner
  case_of port_that_can_be_moved_is_looked_at_where_it_goes
  case_of data_file_that_was_written_since_is_refused
  case_of lock_names_its_holder_where_the_bytes_meet
  case_of lock_that_is_shared_is_in_no_readers_way
  case_of lock_of_flock_is_in_the_way_of_its_kind_alone
  case_of lock_is_told_once_for_each_holder
  case_of lock_whose_taker_has_ended_names_who_has_it
  case_of lock_of_another_file_system_is_none
  case_of lock_of_what_is_no_file_any_more_is_not_asked_for
  case_of lock_of_another_user_is_told_as_well
  case_of lock_taken_after_the_check_names_its_holder
  case_of lock_that_criu_waits_for_names_its_holder
  case_of port_that_others_share_is_free
  case_of address_of_another_host_is_refused
  case_of image_that_fits_is_said_to_fit
  case_of features_that_the_processor_lacks_are_named
  case_of features_that_the_processor_has_are_no_obstacle
  case_of kernel_that_is_too_old_is_refused
  case_of build_of_the_jdk_is_compared
  case_of criu_that_is_too_old_is_refused
  case_of criu_of_the_checkpoint_is_not_asked_for_its_version
  case_of criu_that_does_not_answer_is_told
  case_of ids_beyond_the_hosts_are_told
  case_of exit_status_is_the_applications
  case_of sigterm_ends_the_application
  case_of sigkill_of_the_application_gives_137
  case_of signals_are_passed_on
  case_of ignored_signals_are_not_passed_on
  case_of detached_restore_prints_the_id_and_ends
  case_of works_as_process_1
  case_of child_ids_avoid_those_of_the_image
  case_of criu_gets_nothing_but_what_it_needs
  case_of missing_file_is_made_from_the_image
  case_of output_reaches_a_pipe
  case_of output_reaches_a_file_at_its_end
  case_of output_reaches_a_terminal
  case_of input_comes_from_a_pipe
  case_of pipes_are_plugged_to_pipes
  case_of pipes_are_plugged_to_a_file_at_its_end
  case_of terminal_is_plugged_to_another_terminal
  case_of closed_streams_do_no_harm
  case_of interrupt_of_the_terminal_arrives_once
  case_of job_of_a_terminal_stops_and_goes_on
  case_of changed_file_that_only_criu_knows_is_named
  case_of port_that_only_criu_knows_is_told
  case_of thread_id_that_only_criu_knows_is_told
  case_of second_attempt_stands_for_its_own_process
  case_of criu_that_restores_another_process_is_told
  case_of user_without_the_rights_is_told
  case_of criu_failure_is_quoted
  case_of criu_that_dies_leaves_nothing_behind
  case_of signal_during_restore_takes_it_down
  case_of signal_during_a_detached_restore_is_passed_on
  case_of file_made_for_a_failed_restore_goes_away
  case_of file_is_not_made_below_what_is_somebody_elses
  case_of file_made_for_a_restore_without_a_terminal_goes_away
  case_of file_is_not_made_for_a_restore_that_does_not_begin
  case_of work_folders_do_not_stay
  case_of keeper_finishes_a_self_dump
  case_of keeper_copies_again_what_was_written_until_the_dump
  case_of keeper_keeps_the_copy_that_it_cannot_renew
  case_of keeper_overwrites_no_image
  case_of keeper_reserves_room_for_the_list
  case_of keeper_waits_for_a_criu_that_has_ended_the_process
  case_of keeper_names_the_image_of_a_criu_that_was_killed_late
  case_of keeper_takes_away_what_is_no_image
  case_of keeper_takes_away_what_a_process_left_that_went_on
  case_of keeper_has_a_spare
  case_of keeper_bounds_its_wait
  case_of keeper_tells_of_a_criu_that_cannot_run
  case_of jvm_ends_orderly_on_sigterm
fi

[ "$failures" -eq 0 ] || exit 1
