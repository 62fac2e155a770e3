// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/** A JVM to checkpoint: counts, and says bye when it is asked to end. */
final class Beat {
  public static void main(String[] arguments) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
    for (int i = 0; ; i++) {
      System.out.println("tick " + i);
      Thread.sleep(100);
    }
  }
}
