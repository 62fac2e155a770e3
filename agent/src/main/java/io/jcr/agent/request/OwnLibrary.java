// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

/** JNA's native library, which is loaded by the agent and belongs to no application. */
public final class OwnLibrary {
  /** Set by JNA when it has unpacked and loaded its library (com.sun.jna.Native). */
  private static final String PROPERTY = "jnidispatch.path";

  private static volatile String path = "";

  private OwnLibrary() {}

  /** To be called when it has just been loaded: a JNA of the application's sets the same. */
  public static void note() {
    path = System.getProperty(PROPERTY, "");
  }

  static String path() {
    return path;
  }
}
