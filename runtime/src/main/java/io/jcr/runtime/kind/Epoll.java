// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import java.util.List;

/**
 * An epoll instance.
 *
 * @param interests what it watches, from {@code fdinfo}
 */
public record Epoll(List<Interest> interests) implements Kind {

  public Epoll {
    interests = List.copyOf(interests);
  }

  /**
   * One watched descriptor.
   *
   * @param descriptor {@code tfd}: the number under which it was added
   * @param events the {@code EPOLL*} bits (sys/epoll.h)
   * @param data the 64 bits that come back with an event
   */
  public record Interest(int descriptor, int events, long data) {}

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public String target() {
    return "watches " + interests.size() + " descriptors";
  }
}
