#!/usr/bin/env bash
# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# on-jdk-21.sh [OPTION OF MAVEN...]: builds JCR here, and runs the integration tests on JDK 21 in
# the container of in-trixie.sh. Maven fetches nothing in there: run `./mvnw verify` before. The
# names of the reports end in -21.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# All that the tests need, and no test.
./mvnw -q pre-integration-test -DskipTests -DskipITs=false
integration-tests/name-services.sh # the container cannot make it

# shellcheck disable=SC2016 # the arguments are those of the inner shell
exec integration-tests/in-trixie.sh sh -c 'bin/install-criu && exec ./mvnw "$@"' mvnw \
  --offline --projects integration-tests failsafe:integration-test failsafe:verify \
  -Djcr.it.jdks=21 -Dsurefire.reportNameSuffix=21 "$@"
