// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jcr.criu.CriuLocator;
import io.jcr.criu.UsableCriu;
import io.jcr.runtime.Version;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.plan.KeptFile;
import io.jcr.runtime.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** {@code manifest.json}: what the image holds and where it was made, for people and tools. */
final class Manifest {
  private static final int FORMAT = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Manifest() {}

  static String json(String id, UsableCriu criu, HandleTable table, Plan plan) {
    JsonObject manifest = new JsonObject();
    manifest.addProperty("format", FORMAT);
    manifest.addProperty("id", id);
    manifest.add("times", times());
    manifest.addProperty("jcr", Version.text());
    manifest.add("criu", criu(criu));
    manifest.addProperty("kernel", CriuLocator.kernel().toString());
    manifest.addProperty("architecture", plan.platform().architecture());
    manifest.add("cpuFeatures", strings(CpuFeatures.all()));
    manifest.add("jdk", jdk(plan));
    manifest.add("commandLine", strings(commandLine()));
    manifest.addProperty("pid", table.process().processId());
    manifest.add("ids", strings(plan.ids()));
    manifest.add("sizes", sizes(table));
    manifest.add("ports", strings(plan.listen()));
    manifest.add("streams", strings(plan.streams()));
    manifest.add("handles", MappingJson.append(HandleJson.array(plan.handles()), table.mappings()));
    return GSON.toJson(manifest) + "\n";
  }

  private static JsonObject criu(UsableCriu criu) {
    JsonObject object = new JsonObject();
    object.addProperty("program", criu.criu().program().toString());
    object.addProperty("version", criu.version().toString());
    return object;
  }

  private static JsonObject times() {
    JsonObject times = new JsonObject();
    times.addProperty("created", Instant.now().toString());
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(started -> times.addProperty("started", started.toString()));
    return times;
  }

  /** Before the dump; the files of the image and their sizes are in {@code contents}. */
  private static JsonObject sizes(HandleTable table) {
    JsonObject sizes = new JsonObject();
    sizes.addProperty("threads", table.process().threadIds().size());
    sizes.addProperty("descriptors", table.handles().size());
    read("/proc/self/status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .ifPresent(kibibytes -> sizes.addProperty("residentBytes", kibibytes * 1024));
    return sizes;
  }

  private static JsonObject jdk(Plan plan) {
    JsonObject jdk = new JsonObject();
    jdk.addProperty("home", System.getProperty("java.home"));
    jdk.addProperty("version", System.getProperty("java.vm.version"));
    jdk.addProperty("vendor", System.getProperty("java.vendor"));
    plan.platform().jdkBuild().ifPresent(build -> jdk.addProperty("buildId", build.id()));
    JsonObject files = new JsonObject();
    for (KeptFile file : plan.jdkFiles()) {
      files.addProperty(file.path(), file.size());
    }
    jdk.add("files", files);
    return jdk;
  }

  private static List<String> commandLine() {
    return Arrays.asList(read("/proc/self/cmdline").split("\0"));
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static JsonArray strings(Collection<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }
}
