// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.NameService;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.plan.PlannedHandle;
import java.util.List;
import java.util.Locale;

/** Handles as JSON, the same in {@code manifest.json} and in {@code jcr inspect --json}. */
public final class HandleJson {
  private HandleJson() {}

  /** One object for each handle, in the given order. */
  public static JsonArray array(List<PlannedHandle> handles) {
    JsonArray array = new JsonArray();
    for (PlannedHandle planned : handles) {
      JsonObject object = object(planned.handle());
      object.addProperty("action", planned.action().name().toLowerCase(Locale.ROOT));
      planned.rule().ifPresent(rule -> object.addProperty("rule", rule));
      array.add(object);
    }
    return array;
  }

  /** What is known about one handle, without a decision. */
  public static JsonObject object(Handle handle) {
    JsonObject object = new JsonObject();
    object.addProperty("descriptor", handle.descriptor());
    object.addProperty("kind", handle.kind().name());
    object.addProperty("target", handle.kind().target());
    object.addProperty("flags", String.format(Locale.ROOT, "0%o", handle.flags()));
    object.addProperty("offset", handle.offset());
    NameService.of(handle.kind())
        .ifPresent(service -> object.addProperty("nameService", service.daemon()));
    handle.provenance().ifPresent(provenance -> add(object, provenance));
    return object;
  }

  static void add(JsonObject object, Provenance provenance) {
    object.addProperty("openedBeforeAgent", provenance.beforeAgent());
    object.addProperty("thread", provenance.thread());
    object.addProperty("openedAt", provenance.time().toString());
    JsonArray stack = new JsonArray();
    provenance.stack().forEach(frame -> stack.add(frame.toString()));
    object.add("stack", stack);
  }
}
