// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static java.util.Objects.requireNonNull;

/**
 * Where a hooked method has the descriptor.
 *
 * @param from the object to start at
 * @param argument index of the argument from 0, where {@code from} is an argument
 * @param field the field of that object that holds it, empty where it is the descriptor itself; an
 *     argument's field belongs to the hooked class
 * @param type the JVM's descriptor of its type
 */
record Value(From from, int argument, String field, String type) {
  enum From {
    THIS,
    ARGUMENT,
    RESULT,
    /** There is none: the target is a look-up. */
    NOWHERE
  }

  Value {
    requireNonNull(from, "from is null");
    requireNonNull(field, "field is null");
    requireNonNull(type, "type is null");
    if (from == From.THIS && field.isEmpty()) {
      throw new IllegalArgumentException("this is no descriptor, name a field of it");
    }
  }

  /**
   * Reads {@code this.FIELD}, {@code argN}, {@code argN.FIELD}, {@code result} or {@code none}, and
   * after a colon {@code int}, {@code int[]} or {@code Object}; {@code FileDescriptor} is not
   * written.
   */
  static Value parse(String text) {
    int colon = text.indexOf(':');
    String place = colon < 0 ? text : text.substring(0, colon);
    String type = type(colon < 0 ? "FileDescriptor" : text.substring(colon + 1));
    int dot = place.indexOf('.');
    String object = dot < 0 ? place : place.substring(0, dot);
    String field = dot < 0 ? "" : place.substring(dot + 1);
    return switch (object) {
      case "this" -> new Value(From.THIS, 0, field, type);
      case "result" -> new Value(From.RESULT, 0, field, type);
      case "none" -> new Value(From.NOWHERE, 0, field, type);
      default -> new Value(From.ARGUMENT, argument(object), field, type);
    };
  }

  private static int argument(String word) {
    if (!word.startsWith("arg")) {
      throw new IllegalArgumentException("neither this, argN, result nor none: " + word);
    }
    return Integer.parseInt(word.substring("arg".length()));
  }

  private static String type(String word) {
    return switch (word) {
      case "FileDescriptor" -> "Ljava/io/FileDescriptor;";
      case "int" -> "I";
      case "int[]" -> "[I";
      case "Object" -> "Ljava/lang/Object;";
      default -> throw new IllegalArgumentException("no such type: " + word);
    };
  }

  /** Whether it is there before the method's body has run. */
  boolean isKnownAtEntry() {
    return from == From.ARGUMENT && field.isEmpty();
  }
}
