// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What a JVM answered.
 *
 * @param ended whether the JVM ended without an answer; warnings are all that there is then
 * @param exitStatus the command's exit status
 * @param message for standard error where the status is not 0, else empty
 * @param id of the checkpoint, where one was taken
 * @param pause for how long the application stood still, stage by stage
 * @param warnings lines that a user should see
 * @param handles the table, as {@code HandleJson} writes it
 * @param stacks of the handles, each once, while the answer is on its way
 * @param children the processes below the JVM, as {@code ChildJson} writes them
 * @param threads the names of the Java threads
 * @param ownLibrary the native library that the agent itself has unpacked and loaded, or empty
 * @param blockers what stands in the way: {@code code}, {@code message}, {@code descriptor}
 */
public record Answer(
    boolean ended,
    int exitStatus,
    String message,
    String id,
    String pause,
    JsonArray warnings,
    JsonArray handles,
    JsonArray stacks,
    JsonArray children,
    JsonArray threads,
    String ownLibrary,
    JsonArray blockers) {

  static final String FILE = "result.json";

  /** For one that did not come. */
  public static Answer ofEnded(List<String> warnings) {
    JsonArray none = new JsonArray();
    return of(true, 0, "", "", "", array(warnings), none);
  }

  static Answer failure(int exitStatus, String message) {
    JsonArray none = new JsonArray();
    return of(false, exitStatus, message, "", "", none, none);
  }

  /** Of a checkpoint that was refused, before or at its request. */
  static Answer blocked(int exitStatus, String message, JsonArray blockers) {
    return of(false, exitStatus, message, "", "", new JsonArray(), blockers);
  }

  /** Of a checkpoint that was taken. */
  static Answer taken(String id, String pause, JsonArray warnings) {
    return of(false, 0, "", id, pause, warnings, new JsonArray());
  }

  /** As it was before it went its way. */
  Answer whole() {
    SharedStacks.putBack(handles, stacks);
    return this;
  }

  private static Answer of(
      boolean ended,
      int exitStatus,
      String message,
      String id,
      String pause,
      JsonArray warnings,
      JsonArray blockers) {
    JsonArray none = new JsonArray();
    return new Answer(
        ended, exitStatus, message, id, pause, warnings, none, none, none, none, "", blockers);
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static JsonObject blocker(String code, String message, int descriptor) {
    JsonObject object = new JsonObject();
    object.addProperty("code", code);
    object.addProperty("message", message);
    object.addProperty("descriptor", descriptor);
    return object;
  }
}
