// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** Prints one line, and uses JMX, where the agent's bean then is. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("hello");
    ManagementFactory.getPlatformMBeanServer()
        .getMBeanInfo(new ObjectName("java.lang:type=Runtime"));
  }
}
