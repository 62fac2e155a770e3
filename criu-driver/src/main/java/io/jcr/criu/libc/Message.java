// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu.libc;

/** One message of a {@link MessageSocket}, and the descriptors that came with it. */
public final class Message {
  private final byte[] bytes;
  private final int[] descriptors;

  Message(byte[] bytes, int[] descriptors) {
    this.bytes = bytes;
    this.descriptors = descriptors;
  }

  /** What it says, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Open descriptors that belong to whoever got the message; not a copy. */
  public int[] descriptors() {
    return descriptors;
  }
}
