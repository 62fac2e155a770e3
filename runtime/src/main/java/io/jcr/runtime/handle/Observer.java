// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at every descriptor of a process. The process goes on meanwhile: what is gone at the second
 * look is left out, and so is the descriptor that listed them.
 */
final class Observer {
  private static final int LOOKS = 10;

  private final ProcFiles proc;

  Observer(ProcFiles proc) {
    this.proc = requireNonNull(proc, "proc is null");
  }

  List<Observation> observeAll() throws IOException {
    List<Observation> observations = new ArrayList<>();
    for (int descriptor : proc.descriptors()) {
      observe(descriptor).ifPresent(observations::add);
    }
    return observations;
  }

  /**
   * Looks until the number stood for the same file from the first to the last question. A number
   * that is reused again and again belongs to something short-lived, and is left out.
   */
  private Optional<Observation> observe(int descriptor) throws IOException {
    for (int look = 1; look < LOOKS; look++) {
      try {
        Optional<Observation> observation = look(descriptor);
        if (observation.isPresent() || proc.link(descriptor).isEmpty()) {
          return observation;
        }
      } catch (IOException e) {
        // Perhaps only because the number was reused between two questions.
      }
    }
    return look(descriptor);
  }

  /** Empty if the number is gone, or came to stand for another file between the questions. */
  private Optional<Observation> look(int descriptor) throws IOException {
    Optional<String> link = proc.link(descriptor);
    Optional<FileAttributes> attributes = proc.attributes(descriptor);
    Optional<List<String>> lines = proc.linesUnlessGone("fdinfo/" + descriptor);
    if (link.isEmpty() || attributes.isEmpty() || lines.isEmpty()) {
      return Optional.empty();
    }
    FdInfo info = FdInfo.parse(lines.get());
    Observation observation = new Observation(descriptor, link.get(), attributes.get(), info);
    return isStill(observation) ? Optional.of(observation) : Optional.empty();
  }

  /** Whether the number still stands for the same file. */
  boolean isStill(Observation observation) throws IOException {
    return proc.link(observation.descriptor()).filter(observation.link()::equals).isPresent();
  }
}
