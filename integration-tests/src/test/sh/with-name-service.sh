#!/bin/sh
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# with-name-service.sh ROOT COMMAND...: becomes the command, in a mount namespace in which the C
# library finds the name service of ROOT: the socket of nscd, sockets and caches of sssd, the
# configuration and the modules. See NameService.java.
set -eu

if [ "$1" != --inside ]; then
  exec unshare --mount --propagation private sh "$0" --inside "$@"
fi
root=$2
shift 2
mkdir -p /run/nscd /var/lib/sss # places to mount at, where the host lacks them
mount --bind "$root/run/nscd" /run/nscd
mount --bind "$root/var/lib/sss" /var/lib/sss
mount --bind "$root/client/nsswitch.conf" /etc/nsswitch.conf
# CRIU knows no mount of another namespace, so what was opened there is opened here again.
exec </dev/null >>"$(readlink "/proc/$$/fd/1")" 2>>"$(readlink "/proc/$$/fd/2")"
exec env LD_LIBRARY_PATH="$root/client/lib" "$@"
