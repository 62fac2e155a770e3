// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.runtime.JcrException;
import io.jcr.runtime.plan.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** The checkpoint was refused; nothing has been changed. The message holds every blocker. */
public final class BlockedException extends JcrException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never written to a stream: JMX gets the message
  private final List<Blocker> blockers;

  /** Takes all of them, at least one. */
  public BlockedException(List<Blocker> blockers) {
    super(blockers.get(0).code(), "");
    this.blockers = List.copyOf(blockers);
  }

  /** Put into words when somebody asks: it may be thrown while all other threads stand still. */
  @Override
  public String getMessage() {
    return blockers.stream().map(Blocker::message).collect(Collectors.joining("\n"));
  }

  /** What stands in the way, by descriptor. */
  public List<Blocker> blockers() {
    return blockers;
  }
}
