// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * What a JVM answered.
 *
 * @param exitStatus the command's exit status
 * @param message for standard error where the status is not 0, else empty
 * @param id of the checkpoint, where one was taken
 * @param millis how long the checkpoint took
 * @param warnings lines that a user should see
 * @param handles the table, as {@code HandleJson} writes it
 * @param blockers what stands in the way: {@code code}, {@code message}, {@code descriptor}
 */
public record Answer(
    int exitStatus,
    String message,
    String id,
    long millis,
    JsonArray warnings,
    JsonArray handles,
    JsonArray blockers) {

  static final String FILE = "result.json";

  static Answer failure(int exitStatus, String message) {
    return new Answer(
        exitStatus, message, "", 0, new JsonArray(), new JsonArray(), new JsonArray());
  }

  static JsonObject blocker(String code, String message, int descriptor) {
    JsonObject object = new JsonObject();
    object.addProperty("code", code);
    object.addProperty("message", message);
    object.addProperty("descriptor", descriptor);
    return object;
  }
}
