// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

/** What was parked could not be handed over, or not be had back. */
public final class VaultException extends Exception {
  private static final long serialVersionUID = 1;

  VaultException(String why) {
    super("the process that keeps descriptors during the dump failed: " + why);
  }
}
