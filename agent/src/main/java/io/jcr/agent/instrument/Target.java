// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static java.util.Objects.requireNonNull;

/**
 * One JDK method to hook.
 *
 * @param event what happens in it: a word of {@code Ledger} for a birth, one of {@code LookUps} for
 *     a look-up, {@link #CLOSED}, {@link #SERVER} or {@link #PROPERTIES}
 * @param type the class's internal name, {@code java/io/FileInputStream}
 * @param method the method's name
 * @param descriptor the JVM's descriptor of the method; {@link #ANY} for every overload
 * @param value where the descriptor is
 * @param since the first JDK that may have it
 * @param until the last JDK that may have it
 */
record Target(
    String event,
    String type,
    String method,
    String descriptor,
    Value value,
    int since,
    int until) {
  /** Event: a descriptor is about to end. */
  static final String CLOSED = "closed";

  /** Event: the platform's MBean server is handed out. */
  static final String SERVER = "server";

  /** Event: somebody who has attached reads the properties of this JVM's agents. */
  static final String PROPERTIES = "properties";

  static final String ANY = "*";

  Target {
    requireNonNull(event, "event is null");
    requireNonNull(type, "type is null");
    requireNonNull(method, "method is null");
    requireNonNull(descriptor, "descriptor is null");
    requireNonNull(value, "value is null");
    if (since > until) {
      throw new IllegalArgumentException("since " + since + " > until " + until);
    }
  }

  /** Reads a row of the table: {@code EVENT CLASS METHOD DESCRIPTOR VALUE [SINCE-UNTIL]}. */
  static Target parse(String row) {
    String[] word = row.trim().split(" +");
    if (word.length < 5 || word.length > 6) {
      throw new IllegalArgumentException("no target: " + row);
    }
    String[] range = (word.length == 6 ? word[5] : "17-99").split("-");
    return new Target(
        word[0],
        word[1],
        word[2],
        word[3],
        Value.parse(word[4]),
        Integer.parseInt(range[0]),
        Integer.parseInt(range[1]));
  }

  /** Whether it asks the name service, from its begin to its end. */
  boolean isLookUp() {
    return value.from() == Value.From.NOWHERE;
  }

  boolean isFor(int jdk) {
    return since <= jdk && jdk <= until;
  }

  boolean matches(String otherMethod, String otherDescriptor) {
    return method.equals(otherMethod)
        && (descriptor.equals(ANY) || descriptor.equals(otherDescriptor));
  }

  /** Class and method as users write them. Rows of one name are variants: one of them must fit. */
  String name() {
    return type.replace('/', '.') + "." + method;
  }
}
