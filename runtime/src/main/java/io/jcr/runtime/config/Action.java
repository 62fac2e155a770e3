// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import java.util.Locale;

/** What becomes of a handle. */
public enum Action {
  /** Left to CRIU; CRaC's word for it is {@code ignore}. */
  KEEP,
  /** Taken away before the dump, and opened again where the process goes on. */
  REOPEN,
  /** Closed in the restored process. */
  CLOSE,
  /** Blocks the checkpoint. */
  ERROR;

  /** The action that a rule names, in any case. */
  static Action parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "keep", "ignore" -> KEEP;
      case "reopen" -> REOPEN;
      case "close" -> CLOSE;
      case "error" -> ERROR;
      default ->
          throw new IllegalArgumentException(
              "unknown action '" + text + "'; use keep (or ignore), reopen, close or error");
    };
  }

  /** The word for it in tables and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
