// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds very many handles of every kind that Java has. Arguments: the port, a file to open, and how
 * many of each. {@code /gap} tells the longest time in milliseconds for which a thread that beats
 * every millisecond did not since it was asked before.
 */
public final class ManyHandles {
  private static final List<Object> held = new ArrayList<>();
  private static final AtomicLong longest = new AtomicLong();

  private ManyHandles() {}

  public static void main(String[] arguments) throws Exception {
    int each = Integer.parseInt(arguments[2]);
    InetAddress here = InetAddress.getLoopbackAddress();
    for (int i = 0; i < each; i++) {
      held.add(new FileInputStream(arguments[1]));
      held.add(Pipe.open()); // two
      held.add(Selector.open()); // an epoll and an eventfd
      held.add(
          DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(here, 0)));
      held.add(SocketChannel.open());
      held.add(connected(here)); // two
    }
    Thread heart = new Thread(ManyHandles::beat, "heartbeat");
    heart.setDaemon(true);
    heart.start();
    TextServer.start(Integer.parseInt(arguments[0]), 0, (path, query) -> "" + longest.getAndSet(0));
    System.out.println("READY");
  }

  private static List<Object> connected(InetAddress here) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(here, 0));
      return List.of(SocketChannel.open(server.getLocalAddress()), server.accept());
    }
  }

  private static void beat() {
    long last = System.nanoTime();
    while (true) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      longest.accumulateAndGet((now - last) / 1_000_000, Math::max);
      last = now;
    }
  }
}
