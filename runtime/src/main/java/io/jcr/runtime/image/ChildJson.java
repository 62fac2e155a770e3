// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jcr.runtime.config.Action;
import io.jcr.runtime.handle.ChildProcess;
import io.jcr.runtime.plan.PlannedChild;
import java.util.List;

/** Processes below the JVM as JSON, in {@code jcr inspect --json}. */
public final class ChildJson {
  private ChildJson() {}

  /** One object for each process, in the given order. */
  public static JsonArray array(List<PlannedChild> children) {
    JsonArray array = new JsonArray();
    children.forEach(child -> array.add(object(child)));
    return array;
  }

  private static JsonObject object(PlannedChild planned) {
    ChildProcess child = planned.child();
    JsonObject object = new JsonObject();
    object.addProperty("processId", child.processId());
    object.addProperty("parentId", child.parentId());
    object.addProperty("name", child.name());
    object.addProperty("command", child.commandLine());
    object.addProperty("action", action(planned).word());
    child.handles().ifPresent(open -> object.addProperty("handles", open.size()));
    JsonArray blockers = new JsonArray();
    planned.blockers().forEach(blocker -> blockers.add(blocker.message()));
    object.add("blockers", blockers);
    planned.starter().ifPresent(starter -> HandleJson.add(object, starter));
    return object;
  }

  /** All of them go with the JVM. */
  private static Action action(PlannedChild planned) {
    return planned.blockers().isEmpty() ? Action.KEEP : Action.ERROR;
  }
}
