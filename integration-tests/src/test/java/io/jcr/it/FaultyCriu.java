// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The real CRIU, in whose dump somebody is killed at a moment that a line of CRIU's log names.
 *
 * @param folder where the image goes
 * @param library what kills
 */
record FaultyCriu(Path folder, Path library) {

  /** Who is killed, as the shell that becomes CRIU sees them. */
  enum Who {
    CRIU("$$"),
    KEEPER("$PPID"),
    SPARE("$(tr ' ' '\\n' </proc/$PPID/task/$PPID/children | grep -vx $$)"),
    KEEPER_AND_SPARE(SPARE.ids + " " + KEEPER.ids);

    private final String ids;

    Who(String ids) {
      this.ids = ids;
    }
  }

  /** Makes one without any fault. */
  static FaultyCriu in(Path folder) throws IOException, InterruptedException {
    Requirements.criu();
    FaultyCriu criu = new FaultyCriu(folder, Compiler.library(folder, "kill-at.c"));
    Files.writeString(
        criu.program(),
        String.join(
            "\n",
            "#!/bin/sh",
            "for started in '" + folder + "'/.*.jcr-*; do",
            "  if [ -d \"$started\" ] && [ -f '" + criu.fault() + "' ] && [ $PPID -gt 1 ]; then",
            "    export LD_PRELOAD='" + criu.library() + "'",
            "    . '" + criu.fault() + "'",
            "  fi",
            "done",
            "exec " + Requirements.criuProgram() + " \"$@\"",
            ""));
    Files.setPosixFilePermissions(criu.program(), PosixFilePermissions.fromString("rwx------"));
    return criu;
  }

  /** Where the image goes. */
  Path image() {
    return folder.resolve("image");
  }

  private Path program() {
    return folder.resolve("criu");
  }

  private Path fault() {
    return folder.resolve("fault");
  }

  /** The options of the agent: its path, and a log that tells everything. */
  String settings() {
    return "criu.log-level=4,criu.path=" + program();
  }

  /** Has them killed when CRIU has written a line with that text. */
  void kill(Who who, String line) throws IOException {
    set("export KILL_AT='" + line + "' KILL_IDS=\"" + who.ids + "\"");
  }

  /** The same; CRIU goes no further by itself. */
  void killAndWait(Who who, String line) throws IOException {
    set("export KILL_AND_WAIT=1 KILL_AT='" + line + "' KILL_IDS=\"" + who.ids + "\"");
  }

  /** Has CRIU killed where a thread of the application is about to make a call for it. */
  void killInCall() throws IOException {
    set("export KILL_AT='Parasite syscall_ip' KILL_IN_CALL=1 KILL_IDS=$$");
  }

  /** Fills the disk but for the first page of CRIU's log. */
  void leaveOnePage() throws IOException {
    set(
        "dd if=/dev/zero of=\"$started/filler\" bs=4096 2>/dev/null\n"
            + "truncate -s -4096 \"$started/filler\"");
  }

  /** Fails unless the moment came, and makes ready for another. */
  void assertKilled() throws IOException {
    assertThat(mark()).exists();
    Files.delete(mark());
  }

  private Path mark() {
    return folder.resolve("killed");
  }

  private void set(String text) throws IOException {
    Files.writeString(fault(), "export KILL_MARK='" + mark() + "'\n" + text + "\n");
  }

  /** From now on nobody is killed. */
  void mend() throws IOException {
    Files.delete(fault());
  }
}
