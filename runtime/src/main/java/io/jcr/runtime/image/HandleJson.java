// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.plan.PlannedHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Handles as JSON, the same in {@code manifest.json} and in {@code jcr inspect --json}. */
public final class HandleJson {
  private HandleJson() {}

  /** One object for each handle, in the given order. */
  public static JsonArray array(List<PlannedHandle> handles) {
    JsonArray array = new JsonArray();
    Map<List<StackTraceElement>, JsonArray> stacks = new HashMap<>();
    for (PlannedHandle planned : handles) {
      JsonObject object = object(planned.handle(), stacks);
      object.addProperty("action", planned.action().name().toLowerCase(Locale.ROOT));
      planned.rule().ifPresent(rule -> object.addProperty("rule", rule));
      array.add(object);
    }
    return array;
  }

  /** Handles are many, and the places where they are opened few. */
  private static JsonObject object(Handle handle, Map<List<StackTraceElement>, JsonArray> stacks) {
    JsonObject object = new JsonObject();
    object.addProperty("descriptor", handle.descriptor());
    object.addProperty("kind", handle.kind().name());
    object.addProperty("target", handle.kind().target());
    object.addProperty("flags", "0" + Integer.toOctalString(handle.flags()));
    object.addProperty("offset", handle.offset());
    NameService.of(handle.kind())
        .ifPresent(service -> object.addProperty("nameService", service.daemon()));
    handle.provenance().ifPresent(provenance -> add(object, provenance, stacks));
    return object;
  }

  static void add(JsonObject object, Provenance provenance) {
    add(object, provenance, new HashMap<>());
  }

  private static void add(
      JsonObject object, Provenance provenance, Map<List<StackTraceElement>, JsonArray> stacks) {
    object.addProperty("openedBeforeAgent", provenance.beforeAgent());
    object.addProperty("thread", provenance.thread());
    object.addProperty("openedAt", provenance.time().toString());
    object.add("stack", stacks.computeIfAbsent(provenance.stack(), HandleJson::frames));
  }

  private static JsonArray frames(List<StackTraceElement> stack) {
    JsonArray array = new JsonArray();
    stack.forEach(frame -> array.add(frame.toString()));
    return array;
  }
}
