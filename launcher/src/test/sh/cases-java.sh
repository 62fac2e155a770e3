# Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
#
# shellcheck shell=sh disable=SC2154,SC2034 # what the other files set and use
# shellcheck disable=SC2016 # the dollars are sed's, and other shells'
# Sourced by launcher-test.sh: the verbs that the agent's jar does.

# A distribution, as a user has it, with a java that tells how it was called.
make_distribution() {
  mkdir -p dist/bin home/bin path
  cp "$jcr" dist/bin/jcr
  : >dist/jcr-agent.jar
  printf '#!/bin/sh\necho "%s"\nfor word in "$@"; do echo "<$word>"; done\nexit 9\n' home \
    >home/bin/java
  sed 's/home/path/' home/bin/java >path/java
  chmod +x home/bin/java path/java
}

other_verbs_become_java() {
  make_distribution
  JAVA_HOME=$PWD/home ./dist/bin/jcr inspect 'a b' --json >out 2>err
  expect_status 9 $?
  tr -d '\n' <out >text
  holds text "^home<-XX:-UsePerfData><.*><-jar><$PWD/dist/jcr-agent.jar><inspect><a b><--json>\$" ||
    fail "called otherwise"
  printf '#!/bin/sh\nenv | grep -c OPTIONS\n' >path/java
  env -u JAVA_HOME PATH="$PWD/path:$PATH" JAVA_TOOL_OPTIONS=-Da JDK_JAVA_OPTIONS=-Db \
    _JAVA_OPTIONS=-Dc ./dist/bin/jcr doctor >out 2>err
  holds out '^0$' || fail "options for the application's JVM reach the command's"
  sed 's/home/path/' home/bin/java >path/java
  ln -s dist/bin/jcr link
  env -u JAVA_HOME PATH="$PWD/path:$PATH" ./link >out 2>err
  expect_status 9 $?
  holds out path || fail "the PATH's java was not taken"
  holds out "<$PWD/dist/jcr-agent.jar>" || fail "a link hides the jar"
}

missing_java_and_missing_jar_are_named() {
  make_distribution
  env -u JAVA_HOME PATH=/none ./dist/bin/jcr doctor >out 2>err
  expect_status 3 $?
  holds err '^jcr: JCR-306: no java can be run' || fail "no JCR-306"
  rm dist/jcr-agent.jar
  ./dist/bin/jcr doctor >out 2>err
  expect_status 3 $?
  holds err '^jcr: JCR-306: .*/dist/jcr-agent.jar cannot be read' || fail "no JCR-306 for the jar"
}
