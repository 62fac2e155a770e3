// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.origin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jcr.agent.request.Answer;
import io.jcr.agent.request.ProcessFolder;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds to each handle that no Java class opened what is known of its origin. */
public final class Origins {
  private static final String FIRST_JAVA_THREAD = "main";

  private final ProcessFolder process;
  private final long processId;
  private final String ownLibrary;
  private final Libraries libraries;
  private final ThreadNames names;
  private final long mainThread;

  /** Of the process that gave an answer. */
  public Origins(long processId, Answer answer) {
    this.process = ProcessFolder.of(processId);
    this.processId = processId;
    this.ownLibrary = answer.ownLibrary();
    this.libraries =
        new Libraries(process.path(), NativeCode.parse(process.read("maps"), ownLibrary));
    List<String> threads = new ArrayList<>();
    answer.threads().forEach(name -> threads.add(name.getAsString()));
    this.names = new ThreadNames(threads);
    this.mainThread = secondThread();
  }

  private long secondThread() {
    String[] ids = process.path().resolve("task").toFile().list();
    return ids == null
        ? processId
        : Arrays.stream(ids)
            .mapToLong(Long::parseLong)
            .filter(id -> id != processId)
            .min()
            .orElse(processId);
  }

  /**
   * Adds {@code native} to the rows of {@code HandleJson} that have no opener, but for what is
   * known to be left by a name service.
   */
  public void addTo(JsonArray handles) throws JcrException, IOException {
    Map<Integer, JsonArray> users = users();
    Map<String, JsonObject> hints = new HashMap<>();
    for (JsonElement element : handles) {
      JsonObject handle = element.getAsJsonObject();
      if (!handle.has("thread") && !handle.has("nameService")) {
        JsonObject hint = hints.computeIfAbsent(handle.get("kind").getAsString(), this::hint);
        JsonArray usedBy = users.getOrDefault(handle.get("descriptor").getAsInt(), new JsonArray());
        handle.add("native", withUsers(hint, usedBy));
      }
    }
  }

  private Map<Integer, JsonArray> users() throws JcrException, IOException {
    Map<Integer, JsonArray> users = new HashMap<>();
    try (ThreadReader threads = ThreadReader.of(process.path())) {
      for (ThreadLook look : threads.look(Map.of(), libraries.code()).values()) {
        look.descriptor()
            .ifPresent(
                descriptor ->
                    users.computeIfAbsent(descriptor, key -> new JsonArray()).add(user(look)));
      }
    } catch (FileSystemException | DirectoryIteratorException e) {
      Ending.require(process, e); // nobody uses anything
    }
    return users;
  }

  private static JsonObject withUsers(JsonObject hint, JsonArray users) {
    JsonObject object = new JsonObject();
    object.add("usedBy", users);
    hint.entrySet().forEach(entry -> object.add(entry.getKey(), entry.getValue()));
    return object;
  }

  /** What is the same for all handles of a kind. */
  JsonObject hint(String kind) {
    Opening opening = Opening.of(kind);
    JsonObject object = new JsonObject();
    object.add("libraries", libraries.candidates(opening));
    if (libraries.code().mappings().isEmpty()) { // each process has some
      object.addProperty("unreadable", process.path().resolve("maps").toString());
    }
    JsonArray commands = new JsonArray();
    opening.commands(processId, System.getProperty("os.arch")).forEach(commands::add);
    object.add("commands", commands);
    return object;
  }

  private JsonObject user(ThreadLook look) {
    JsonObject object = thread(look);
    look.call().ifPresent(call -> object.addProperty("call", call.name()));
    return object;
  }

  /** A thread, by both its names, and where it is. */
  JsonObject thread(ThreadLook look) {
    JsonObject object = new JsonObject();
    object.addProperty("thread", nameOf(look));
    object.addProperty("threadId", look.threadId());
    look.place()
        .ifPresent(
            place -> {
              object.addProperty("library", place.mapping().path());
              object.addProperty("code", libraries.describe(place.mapping(), place.address()));
            });
    return object;
  }

  /** The launcher's second thread is Java's first, and keeps the program's name. */
  String nameOf(ThreadLook look) {
    return isMain(look) ? FIRST_JAVA_THREAD : names.of(look.nativeName());
  }

  boolean isJava(ThreadLook look) {
    return isMain(look) || names.isJava(look.nativeName());
  }

  private boolean isMain(ThreadLook look) {
    return look.threadId() == mainThread && look.nativeName().equals(process.read("comm").strip());
  }

  /** Whether it was caught in a library of the application's. */
  boolean isInNativeCode(ThreadLook look) {
    return look.place().filter(place -> libraries.code().isForeign(place.mapping())).isPresent();
  }

  /** Libraries may have been loaded since. */
  void refresh() {
    libraries.replace(NativeCode.parse(process.read("maps"), ownLibrary));
  }

  NativeCode code() {
    return libraries.code();
  }

  ProcessFolder process() {
    return process;
  }
}
