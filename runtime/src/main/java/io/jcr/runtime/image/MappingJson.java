// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.NameService;
import java.util.List;

/**
 * Mapped files as JSON, beside the handles that {@link HandleJson} writes: those that a checkpoint
 * does something about, which are the caches of name services. They have no descriptor.
 */
public final class MappingJson {
  private MappingJson() {}

  /** The handles, and after them an object for each such mapping. */
  public static JsonArray append(JsonArray handles, List<FileMapping> mappings) {
    for (FileMapping mapping : mappings) {
      NameService.ofCache(mapping.path())
          .ifPresent(service -> handles.add(object(mapping, service)));
    }
    return handles;
  }

  private static JsonObject object(FileMapping mapping, NameService service) {
    JsonObject object = new JsonObject();
    object.addProperty("kind", "mapping");
    object.addProperty("target", mapping.path() + (mapping.deleted() ? " (deleted)" : ""));
    object.addProperty("bytes", mapping.bytes());
    object.addProperty("nameService", service.daemon());
    mapping.provenance().ifPresent(provenance -> HandleJson.add(object, provenance));
    object.addProperty("action", "copy");
    return object;
  }
}
