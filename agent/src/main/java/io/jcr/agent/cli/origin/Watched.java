// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a watch has seen.
 *
 * @param appearances in their order
 * @param links of all descriptors at its end
 * @param looks how often it has looked
 * @param more how many further descriptors appeared than are told
 * @param origins of the process
 */
public record Watched(
    List<NativeWatch.Appearance> appearances,
    Map<Integer, String> links,
    int looks,
    int more,
    Origins origins) {

  /** What kind of handle a link stands for, where nobody is left who could be asked. */
  private static final String UNNAMED = "anon_inode:";

  public Watched {
    appearances = List.copyOf(appearances);
    links = Map.copyOf(links);
  }

  /**
   * As {@code jcr inspect --json} shows it.
   *
   * @param handles what the JVM answered after the watch
   */
  public JsonObject toJson(JsonArray handles) {
    Map<Integer, JsonObject> rows = new HashMap<>();
    for (JsonElement element : handles) {
      JsonObject handle = element.getAsJsonObject();
      if (handle.has("descriptor")) { // a mapped file has none
        rows.put(handle.get("descriptor").getAsInt(), handle);
      }
    }
    JsonArray appeared = new JsonArray();
    for (NativeWatch.Appearance appearance : appearances) {
      appeared.add(toJson(appearance, rows.get(appearance.descriptor())));
    }
    JsonObject object = new JsonObject();
    object.addProperty("looks", looks);
    object.addProperty("more", more);
    object.add("appeared", appeared);
    return object;
  }

  private JsonObject toJson(NativeWatch.Appearance appearance, JsonObject row) {
    boolean open = row != null && appearance.link().equals(links.get(appearance.descriptor()));
    JsonObject object = new JsonObject();
    object.addProperty("descriptor", appearance.descriptor());
    object.addProperty("kind", open ? row.get("kind").getAsString() : kind(appearance.link()));
    object.addProperty("target", open ? row.get("target").getAsString() : appearance.link());
    object.addProperty("afterMillis", appearance.after().toMillis());
    object.addProperty("stillOpen", open);
    if (open && row.has("thread")) {
      for (String key : List.of("thread", "openedAt", "stack")) {
        object.add(key, row.get(key));
      }
    } else {
      object.add("inNativeCode", threads(appearance.inNativeCode()));
      object.add("ran", threads(appearance.ran()));
      origins
          .hint(object.get("kind").getAsString())
          .entrySet()
          .forEach(entry -> object.add(entry.getKey(), entry.getValue()));
    }
    return object;
  }

  private JsonArray threads(List<ThreadLook> looks) {
    JsonArray array = new JsonArray();
    looks.forEach(look -> array.add(origins.thread(look)));
    return array;
  }

  private static String kind(String link) {
    if (link.startsWith(UNNAMED)) {
      String name = link.substring(UNNAMED.length()).replace("[", "").replace("]", "");
      return switch (name) {
        case "eventpoll" -> "epoll";
        case "perf_event" -> "perf event";
        default -> name.startsWith("bpf") ? "bpf" : name;
      };
    }
    if (link.startsWith("/memfd:")) {
      return "memfd";
    }
    int colon = link.indexOf(":[");
    return colon > 0 && !link.startsWith("/") ? link.substring(0, colon) : "file";
  }
}
