// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * Threads in native code of the JDK that does not come back to Java when its system call is
 * interrupted, or comes back wrongly. Arguments: a FIFO and a UDP port. Prints what is read there.
 */
public final class Readers {
  private Readers() {}

  public static void main(String[] arguments) throws Exception {
    RandomAccessFile both = new RandomAccessFile(arguments[0], "rw");
    InputStream in = new FileInputStream(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    forEver(() -> System.out.println("read " + (char) in.read()));
    forEver(
        () -> {
          DatagramPacket packet = new DatagramPacket(new byte[10], 10);
          socket.receive(packet);
          System.out.println("received " + packet.getLength());
        });
    System.out.println("READY");
    Thread.sleep(Long.MAX_VALUE);
    both.close();
  }

  /** What may throw. */
  private interface Work {
    void run() throws Exception;
  }

  private static void forEver(Work work) {
    new Thread(
            () -> {
              try {
                while (true) {
                  work.run();
                }
              } catch (Exception e) {
                e.printStackTrace(System.out);
              }
            })
        .start();
  }
}
