// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Ten thousand handles are mostly opened at a few places: each stack is written once. */
final class SharedStacks {
  private static final String STACK = "stack";
  private static final String NUMBER = "stackNumber";

  private SharedStacks() {}

  /** Takes the stacks out of rows of {@code HandleJson}, and gives them. */
  static JsonArray takeOut(JsonArray rows) {
    JsonArray stacks = new JsonArray();
    Map<JsonElement, Integer> numbers = new HashMap<>();
    for (JsonElement element : rows) {
      JsonObject row = element.getAsJsonObject();
      JsonElement stack = row.remove(STACK);
      if (stack != null) {
        Integer number = numbers.putIfAbsent(stack, stacks.size());
        if (number == null) {
          number = stacks.size();
          stacks.add(stack);
        }
        row.addProperty(NUMBER, number);
      }
    }
    return stacks;
  }

  /** Puts them back. */
  static void putBack(JsonArray rows, JsonArray stacks) {
    for (JsonElement element : rows) {
      JsonObject row = element.getAsJsonObject();
      JsonElement number = row.remove(NUMBER);
      if (number != null) {
        row.add(STACK, stacks.get(number.getAsInt()));
      }
    }
  }
}
