# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# debian-root.sh, to be sourced: makes the root file system of a Debian, once. Before, the caller
# sets what is asked for:
#   suite, packages   of Debian; packages are separated by commas
#   root              the folder, an absolute path; stage=$root.new.$$ is made and removed beside it
#   variable          the one that names another folder, for messages
#   name              the caller's own, for messages
#   contents          what there is in it, for messages
# JCR_DEBIAN_MIRROR names where the packages come from, default the mirror that apt uses.
# shellcheck disable=SC2154 # they are the caller's

readonly making_seconds=1200    # two minutes where the network is good
complete=$root/etc/made-by-jcr  # says of what; written last
stage=$root.new.$$              # the new tree, beside its place, so that a rename moves it in

is_made() {
  [[ -f $complete && $(<"$complete") == "$suite $packages" ]]
}

make() {
  local mirror
  [[ -f $complete || -z $(ls -A "$root" 2>/dev/null) ]] \
    || fail "$root exists and is not of this script; move it away or name another in $variable"
  mkdir -p "$(dirname "$root")"
  sweep
  trap clean_up EXIT
  mkdir "$stage"
  require_debootstrap
  mirror=$(find_mirror)
  say "making Debian $suite with $contents in $root, from $mirror"
  logged debootstrap contained timeout --foreground "$making_seconds" \
    debootstrap --force-check-gpg --variant=minbase --include="$packages" \
    "$suite" "$stage/root" "$mirror"
  rm -f "$stage"/root/var/cache/apt/archives/*.deb
  echo "$suite $packages" >"$stage/root/etc/made-by-jcr"
  move_in
  clean_up
}

# What a run left that was killed.
sweep() {
  local leftover
  for leftover in "$root".new.*; do
    [[ ! -d $leftover ]] || kill -0 "${leftover##*.}" 2>/dev/null || remove "$leftover"
  done
}

require_debootstrap() {
  if command -v debootstrap >/dev/null; then return; fi
  command -v apt-get >/dev/null || fail "debootstrap is missing; install it"
  say "installing debootstrap"
  refresh
  logged "apt-get install" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 install debootstrap debian-archive-keyring gpgv
}

# Lists that cannot be read, of somebody else's packages, need not matter.
refresh() {
  (logged "apt-get update" apt-get -o Acquire::Retries=1 update) || true
}

find_mirror() {
  if [[ -n ${JCR_DEBIAN_MIRROR:-} ]]; then
    echo "$JCR_DEBIAN_MIRROR"
    return
  fi
  local mirror
  mirror=$(mirror_of_host)
  if [[ -z $mirror ]]; then
    refresh
    mirror=$(mirror_of_host)
  fi
  [[ -n $mirror ]] || fail "apt names no mirror of Debian; name one in JCR_DEBIAN_MIRROR"
  echo "$mirror"
}

# As long as apt has read no lists, it knows of no label.
mirror_of_host() {
  local mirrors
  # shellcheck disable=SC2016 # the variable is apt's
  mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' \
    2>/dev/null | sed -n '/^https\?:/p') || true
  echo "${mirrors%%$'\n'*}"
}

# Another run may have been quicker; its tree is as good.
move_in() {
  if is_made; then return; fi
  if [[ -e $root ]]; then mv -T "$root" "$stage/replaced"; fi
  mv -T "$stage/root" "$root"
}

clean_up() {
  remove "$stage"
  trap - EXIT
}

# What is mounted below stays.
remove() {
  rm -rf --one-file-system "$1"
}

# ---- plumbing ----

# In mounts and process ids of its own, which end when this script is killed.
contained() {
  setpriv --pdeathsig KILL \
    unshare --mount --propagation private --pid --fork --kill-child "$@"
}

# logged WHAT COMMAND...
logged() {
  if "${@:2}" >"$stage/log" 2>&1 </dev/null; then return; fi
  tail -n 20 "$stage/log" >&2
  fail "$1 failed; the lines above say why"
}

say() {
  echo "$name: $1" >&2
}

fail() {
  say "$1"
  exit 3
}
