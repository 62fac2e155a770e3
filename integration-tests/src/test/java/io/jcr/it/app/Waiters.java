// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that wait in every way, and {@link BusyThreads}. When a file {@code go} is in the folder
 * that the argument names, each wait is given what it waits for; prints {@code ALL WELL} if all of
 * them ended as they should, else what went wrong.
 */
public final class Waiters {
  private static final int JOIN_MILLIS = 20_000;
  private static final int OPENERS = 3;

  private static final List<Thread> waiting = new ArrayList<>();
  private static final List<Thread> busy = new ArrayList<>();
  private static final List<Poke> pokes = new ArrayList<>();
  private static final AtomicLong spins = new AtomicLong();
  private static volatile boolean failed;
  private static volatile boolean over;

  private Waiters() {}

  /** What may throw. */
  private interface Poke {
    void run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    accept();
    acceptWithTimeout();
    read();
    receive();
    fifo(folder.resolve("fifo"));
    select();
    acceptChannel();
    asynchronous();
    watch(folder);
    park();
    sleep();
    process();
    initialiser();
    virtual();
    busy("loop", spins::incrementAndGet);
    busy("printing", BusyThreads::print);
    busy("loading", BusyThreads::load);
    busy("logging", BusyThreads.logging()::run);
    for (int i = 0; i < OPENERS; i++) {
      busy("opening", () -> BusyThreads.open(folder.resolve("opened")));
    }
    System.out.println("READY");
    while (!Files.exists(folder.resolve("go"))) {
      Thread.sleep(20);
    }
    finish();
  }

  private static void finish() throws Exception {
    over = true;
    for (Poke poke : pokes) {
      poke.run();
    }
    for (List<Thread> threads : List.of(waiting, busy)) {
      for (Thread thread : threads) {
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
          failed = true;
          System.out.println("STILL WAITS: " + thread.getName());
        }
      }
    }
    System.out.println(failed ? "NOT WELL" : "ALL WELL");
    System.exit(failed ? 1 : 0);
  }

  private static Thread waits(String name, Poke wait) {
    Thread thread = new Thread(() -> guarded(name, wait), name);
    thread.setDaemon(true);
    thread.start();
    waiting.add(thread);
    return thread;
  }

  private static void guarded(String name, Poke work) {
    try {
      work.run();
    } catch (Throwable e) {
      failed = true;
      System.out.println("FAILED: " + name);
      e.printStackTrace(System.out);
    }
  }

  private static void busy(String name, Poke work) {
    Thread thread =
        new Thread(
            () ->
                guarded(
                    name,
                    () -> {
                      while (!over) {
                        work.run();
                      }
                    }),
            name);
    thread.setDaemon(true);
    thread.start();
    busy.add(thread);
  }

  private static InetAddress here() {
    return InetAddress.getLoopbackAddress();
  }

  private static void accept() throws Exception {
    ServerSocket server = new ServerSocket(0, 10, here());
    waits("accept", () -> server.accept().close());
    pokes.add(() -> new Socket(here(), server.getLocalPort()).close());
  }

  private static void acceptWithTimeout() throws Exception {
    ServerSocket server = new ServerSocket(0, 10, here());
    server.setSoTimeout(24 * 60 * 60 * 1000);
    waits("accept with a timeout", () -> server.accept().close());
    pokes.add(() -> new Socket(here(), server.getLocalPort()).close());
  }

  /** In a restored life a connection is at its end. */
  private static void read() throws Exception {
    ServerSocket server = new ServerSocket(0, 10, here());
    Socket client = new Socket(here(), server.getLocalPort());
    Socket accepted = server.accept();
    waits(
        "read",
        () -> {
          int got = client.getInputStream().read();
          if (got != 7 && got != -1) {
            throw new IllegalStateException("read " + got);
          }
        });
    pokes.add(
        () -> {
          try {
            accepted.getOutputStream().write(7);
          } catch (IOException closedInARestoredLife) {
            accepted.close();
          }
        });
  }

  private static void receive() throws Exception {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(here(), 0));
    waits("receive", () -> socket.receive(new DatagramPacket(new byte[1], 1)));
    pokes.add(
        () -> {
          try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
          }
        });
  }

  private static void fifo(Path path) throws Exception {
    new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
    InputStream in = new FileInputStream(path.toFile());
    waits(
        "fifo",
        () -> {
          if (in.read() != 7) {
            throw new IllegalStateException("not what was written");
          }
        });
    pokes.add(() -> both.write(7));
  }

  private static void select() throws Exception {
    Selector selector = Selector.open();
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false).register(selector, SelectionKey.OP_READ);
    ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(here(), 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    waits(
        "select",
        () -> {
          int seen = 0;
          while (seen != (SelectionKey.OP_ACCEPT | SelectionKey.OP_READ)) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
              seen |= key.readyOps();
            }
            selector.selectedKeys().clear();
          }
          server.accept().close();
        });
    pokes.add(() -> pipe.sink().write(ByteBuffer.allocate(1)));
    pokes.add(() -> SocketChannel.open(new InetSocketAddress(here(), port)).close());
  }

  private static void acceptChannel() throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(here(), 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    waits("accept of a channel", () -> server.accept().close());
    pokes.add(() -> SocketChannel.open(new InetSocketAddress(here(), port)).close());
  }

  private static void asynchronous() throws Exception {
    AsynchronousServerSocketChannel server =
        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(here(), 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    waits("asynchronous accept", () -> server.accept().get().close());
    pokes.add(() -> SocketChannel.open(new InetSocketAddress(here(), port)).close());
  }

  private static void watch(Path folder) throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    WatchService service = folder.getFileSystem().newWatchService();
    watched.register(service, StandardWatchEventKinds.ENTRY_CREATE);
    waits(
        "watch",
        () -> {
          WatchKey key = service.take();
          if (key.pollEvents().isEmpty()) {
            throw new IllegalStateException("no event");
          }
        });
    pokes.add(() -> Files.createFile(watched.resolve("new")));
  }

  private static void park() {
    Thread parked =
        waits(
            "park",
            () -> {
              while (!over) {
                LockSupport.park();
              }
            });
    pokes.add(() -> LockSupport.unpark(parked));
  }

  private static void sleep() {
    Thread sleeping =
        waits(
            "sleep",
            () -> {
              try {
                Thread.sleep(24 * 60 * 60 * 1000);
                throw new IllegalStateException("slept too short");
              } catch (InterruptedException wanted) {
                // that is what it waits for
              }
            });
    pokes.add(sleeping::interrupt);
  }

  /** The child comes along: its standard input, a pipe, is what it waits for. */
  private static void process() throws IOException {
    Process child = new ProcessBuilder("cat").start();
    waits(
        "process",
        () -> {
          if (child.waitFor() != 0 || child.getInputStream().read() != 7) {
            throw new IllegalStateException("not what the child was told to do");
          }
        });
    pokes.add(
        () -> {
          child.getOutputStream().write(7);
          child.getOutputStream().close();
        });
  }

  /** One waits inside an initialiser, the other for its end, in the JVM itself. */
  private static void initialiser() {
    waits("initialiser", Slow::touch);
    waits("initialised by another", Slow::touch);
    pokes.add(Slow.MAY_END::countDown);
  }

  /** Holds the latch that its own initialiser waits for. */
  private static final class Slow {
    static final CountDownLatch MAY_END = new CountDownLatch(1);

    private Slow() {}

    static void touch() {
      Initialised.touch();
    }

    private static final class Initialised {
      static {
        try {
          MAY_END.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }

      private Initialised() {}

      static void touch() {}
    }
  }

  /** Some that sleep, some that are pinned to their carrier by a lock; nothing before JDK 21. */
  private static void virtual() throws Exception {
    if (Runtime.version().feature() < 21) {
      return;
    }
    for (int i = 0; i < 50; i++) {
      boolean pinned = i < 2;
      Runnable work =
          () -> {
            if (pinned) {
              synchronized (new Object()) {
                pauseUntilOver();
              }
            } else {
              pauseUntilOver();
            }
          };
      // Thread.startVirtualThread, which the class path of JDK 17 does not show
      Thread thread =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
      waiting.add(thread);
    }
  }

  private static void pauseUntilOver() {
    while (!over) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
