#!/usr/bin/env bash
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# name-services.sh: makes the root file system of a Debian bookworm that has nscd and sssd, for the
# tests of name services, which run the daemons in there; the host gets none of them. Prints its
# path as the last line. It is made once, by debootstrap; delete the folder to have it made anew.
#
# Variables: JCR_NAME_SERVICES (the root file system, default /opt/jcr/name-services),
# JCR_DEBIAN_MIRROR (where its packages come from, default the mirror that apt uses). Exit status 3:
# the host is not ready.
set -euo pipefail
umask 022

# shellcheck disable=SC2034 # of debian-root.sh
readonly suite=bookworm packages=nscd,sssd-common,sssd-proxy,libnss-sss
# shellcheck disable=SC2034
readonly name=name-services variable=JCR_NAME_SERVICES contents="nscd and sssd"
root=$(realpath --canonicalize-missing "${JCR_NAME_SERVICES:-/opt/jcr/name-services}")
# shellcheck source-path=SCRIPTDIR source=debian-root.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/debian-root.sh"

main() {
  if (($# > 0)); then
    say "usage: name-services.sh"
    exit 64
  fi
  if ! is_made; then
    [[ $(id -u) == 0 ]] || fail "only root can make a root file system; run this as root"
    make
  fi
  echo "$root"
}

main "$@"
