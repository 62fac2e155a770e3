// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the JDK wakes its threads with: each is opened by a thread of its name. Arguments: the port
 * and a folder. {@code /wake?NAME} wakes one, and says {@code woken}; {@code /} says {@code here}.
 */
public final class WakeUps {
  private static final int BOUND_SECONDS = 10;

  /** What a thread that was woken says, to the one that woke it. */
  private static final SynchronousQueue<String> woken = new SynchronousQueue<>();

  private static Path folder;
  private static Selector selector;
  private static Pipe pipe;
  private static AsynchronousChannelGroup group;
  private static AsynchronousServerSocketChannel asynchronous;
  private static WatchService watch;
  private static ServerSocketChannel server;
  private static int folders;

  private WakeUps() {}

  /** What may throw. */
  private interface Work {
    void run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    folder = Path.of(arguments[1]);
    opens("selector", () -> selector = Selector.open());
    opens("pipe", () -> pipe = Pipe.open());
    opens("group", WakeUps::openGroup);
    opens("watch", () -> watch = folder.getFileSystem().newWatchService());
    opens("server", () -> server = ServerSocketChannel.open().bind(loopback(0)));
    asynchronous = AsynchronousServerSocketChannel.open(group).bind(loopback(0));
    start("select", WakeUps::select);
    start("read", WakeUps::read);
    TextServer.start(
        Integer.parseInt(arguments[0]), 0, (path, name) -> name == null ? "here" : wake(name));
    System.out.println("READY");
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void opens(String name, Work work) throws InterruptedException {
    start("opener-" + name, work).join();
  }

  private static Thread start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                System.out.println("FAILED: " + name);
                e.printStackTrace(System.out);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void openGroup() throws IOException {
    group = AsynchronousChannelGroup.withFixedThreadPool(1, Executors.defaultThreadFactory());
  }

  private static void select() throws Exception {
    while (true) {
      selector.select();
      woken.put("woken");
    }
  }

  private static void read() throws Exception {
    ByteBuffer one = ByteBuffer.allocate(1);
    while (pipe.source().read(one) == 1) {
      one.clear();
      woken.put("woken");
    }
  }

  private static String wake(String name) throws Exception {
    switch (name) {
      case "selector" -> selector.wakeup();
      case "pipe" -> pipe.sink().write(ByteBuffer.allocate(1));
      case "group" -> writeInGroup();
      case "watch" -> watch();
      default -> closeUnderReader();
    }
    String said = woken.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    return said == null ? "not woken" : said;
  }

  /** It can be written at once, so the group's thread is woken to hear of it. */
  private static void writeInGroup() throws Exception {
    int port = ((InetSocketAddress) asynchronous.getLocalAddress()).getPort();
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
    channel.connect(loopback(port)).get(BOUND_SECONDS, TimeUnit.SECONDS);
    asynchronous.accept().get(BOUND_SECONDS, TimeUnit.SECONDS).close();
    channel.write(ByteBuffer.allocate(1), channel, new Written());
  }

  /** Tells that it was called, by a thread of the group, and closes the channel. */
  private static final class Written
      implements CompletionHandler<Integer, AsynchronousSocketChannel> {
    @Override
    public void completed(Integer count, AsynchronousSocketChannel channel) {
      end(channel, "woken");
    }

    @Override
    public void failed(Throwable why, AsynchronousSocketChannel channel) {
      end(channel, "" + why);
    }

    private static void end(AsynchronousSocketChannel channel, String what) {
      try {
        channel.close();
        woken.put(what);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The thread of the service is woken to watch one folder more. */
  private static void watch() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched-" + folders++));
    watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    Files.createFile(watched.resolve("new"));
    WatchKey key = watch.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    List<?> events = key.pollEvents();
    key.cancel();
    start("watched", () -> woken.put(events.size() == 1 ? "woken" : "" + events));
  }

  /**
   * Whoever reads from a channel that is closed is let go by a signal. The channel's number leads
   * to the half-closed pair of sockets from then on, so that a reader who begins too late finds an
   * end.
   */
  private static void closeUnderReader() throws Exception {
    SocketChannel channel = SocketChannel.open(server.getLocalAddress());
    SocketChannel other = server.accept();
    Thread reader =
        start(
            "reader",
            () -> {
              try {
                woken.put("read " + channel.read(ByteBuffer.allocate(1)));
              } catch (AsynchronousCloseException e) {
                woken.put("woken");
              }
            });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!isInRead(reader) && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    channel.close();
    other.close();
  }

  private static boolean isInRead(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0 && stack[0].getMethodName().equals("read0");
  }
}
