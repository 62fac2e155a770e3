// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.google.gson.JsonObject;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.util.Optional;

/**
 * One thing that {@code jcr doctor} looked at.
 *
 * @param subject what: {@code criu}, {@code kernel}
 * @param state what it found
 * @param problem the code of what is wrong; empty where all is well
 * @param remedy what to do about it, or empty
 */
record Finding(String subject, String state, Optional<Code> problem, String remedy) {

  static Finding good(String subject, String state) {
    return new Finding(subject, state, Optional.empty(), "");
  }

  /** Works, and could be better. */
  static Finding advice(String subject, String state, String remedy) {
    return new Finding(subject, state, Optional.empty(), remedy);
  }

  static Finding problem(String subject, JcrException e) {
    return new Finding(subject, e.getMessage(), Optional.of(e.code()), "");
  }

  static Finding problem(String subject, Code code, String state, String remedy) {
    return new Finding(subject, state, Optional.of(code), remedy);
  }

  boolean isProblem() {
    return problem.isPresent();
  }

  String toText() {
    String mark = isProblem() ? "FAIL" : remedy.isEmpty() ? "ok  " : "note";
    String code = isProblem() && !state.startsWith("JCR-") ? problem.get() + ": " : "";
    return mark + " " + subject + ": " + code + state + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  JsonObject toJson() {
    JsonObject object = new JsonObject();
    object.addProperty("subject", subject);
    object.addProperty("ok", !isProblem());
    object.addProperty("state", state);
    problem.ifPresent(code -> object.addProperty("code", code.toString()));
    if (!remedy.isEmpty()) {
      object.addProperty("remedy", remedy);
    }
    return object;
  }
}
