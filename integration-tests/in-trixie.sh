#!/usr/bin/env bash
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# in-trixie.sh --make: makes the container's root file system, where it is not there yet.
# in-trixie.sh COMMAND...: runs a command in this checkout, in a container of Debian trixie with
# JDK 21, and ends with its status. For hosts without a JDK 21, and with too old a C library for it.
#
# The container's root file system is made once, by debootstrap; delete the folder to have it made
# anew. The checkout, Maven's repository and CRIU are in there at their own paths, the network is
# the host's. Process ids, mounts, /tmp and /run are its own and end with the command.
#
# Variables: JCR_TRIXIE (the root file system, default /opt/jcr/trixie), JCR_DEBIAN_MIRROR (where
# its packages come from, default the mirror that apt uses). Exit status 3: the host is not ready.
set -euo pipefail
umask 022

readonly suite=trixie
# gcc and its headers: a test makes a library that ends CRIU where it wants to.
readonly packages=openjdk-21-jdk-headless,procps,gcc,libc6-dev
readonly criu=/opt/jcr/criu     # where bin/install-criu puts one
name_services=${JCR_NAME_SERVICES:-/opt/jcr/name-services} # where name-services.sh puts them

root=$(realpath --canonicalize-missing "${JCR_TRIXIE:-/opt/jcr/trixie}")
self=$(realpath "${BASH_SOURCE[0]}")
checkout=$(dirname "$(dirname "$self")")

# shellcheck disable=SC2034 # of debian-root.sh
readonly name=in-trixie variable=JCR_TRIXIE contents="JDK 21"
# shellcheck source-path=SCRIPTDIR source=debian-root.sh
source "$checkout/integration-tests/debian-root.sh"

main() {
  if (($# == 0)); then misuse; fi
  if [[ $1 == --inside ]]; then inside "${@:2}"; fi
  [[ $(id -u) == 0 ]] || fail "only root can make a container; run this as root"
  is_made || make
  [[ $1 == --make ]] || enter "$@"
}

# ---- the container ----

enter() {
  local repository
  repository=$(maven_repository)
  local folders=("$checkout" "${MAVEN_USER_HOME:-$HOME/.m2}" "$repository" "$criu" "$name_services")
  unset JAVA_HOME TMPDIR        # they name folders of the host
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  contained "$self" --inside "${folders[@]}" -- "$@"
}

# Maven's settings, and its options in many places, may name any; so Maven is asked.
maven_repository() {
  local repository
  repository=$( (cd "$checkout" && ./mvnw --offline --debug --non-recursive </dev/null 2>&1) \
    | sed -n 's/.*Using local repository at //p') || true # without a goal, Maven fails
  [[ -d $repository ]] || fail "Maven does not say where its repository is; run ./mvnw verify first"
  echo "$repository"
}

# inside FOLDER... -- COMMAND...: as process 1. CRIU wants a root that is a mount, so no chroot.
inside() {
  mount --bind "$root" "$root"
  mount_own
  while [[ $1 != -- ]]; do
    mount_same "$1"
    shift
  done
  shift
  cp /etc/hosts /etc/resolv.conf "$root/etc" # the host may have got others since
  cd "$root"
  pivot_root . .
  umount --lazy .
  cd "$checkout"
  exec bash -c "$process_1" in-trixie "$@"
}

# Collects what nobody waits for, so it stays beside the command. CRIU finds no file of the host, so
# no descriptor of the caller's is left open but the standard streams.
# shellcheck disable=SC2016 # the variables are those of the last shell
readonly process_1='
  for descriptor in /proc/self/fd/*; do
    descriptor=${descriptor##*/}
    ((descriptor <= 2)) || eval "exec $descriptor>&-"
  done
  "$@"
  exit $?'

mount_own() {
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  make_devices
}

# The numbers are those of Documentation/admin-guide/devices.txt of the kernel.
make_devices() {
  cd "$root/dev"
  mknod -m 666 null c 1 3
  mknod -m 666 zero c 1 5
  mknod -m 666 full c 1 7
  mknod -m 666 random c 1 8
  mknod -m 666 urandom c 1 9
  mknod -m 600 kmsg c 1 11
  mknod -m 666 tty c 5 0
  mkdir pts shm
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts pts
  mount -t tmpfs -o mode=1777 tmpfs shm
  ln -s pts/ptmx ptmx
  ln -s /proc/self/fd fd
  ln -s fd/0 stdin
  ln -s fd/1 stdout
  ln -s fd/2 stderr
}

# mount_same FOLDER: at its own path; nothing where the host has none.
mount_same() {
  if [[ ! -d $1 ]]; then return; fi
  mkdir -p "$root$1"
  mount --bind "$1" "$root$1"
}

# ---- plumbing ----

misuse() {
  say "usage: in-trixie.sh COMMAND..."
  exit 64
}

main "$@"
