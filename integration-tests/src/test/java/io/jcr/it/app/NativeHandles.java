// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what its arguments name: the port, a library (of {@code src/test/c/native-*.c}), a folder,
 * and names. A name with a slash at its start is a device, one that ends in {@code .sock} a socket
 * that Java binds by this relative path, {@code deleted file} is one that is open and mapped; all
 * others belong to the library. {@code LACKS} names what this kernel cannot open.
 *
 * <p>{@code /use} uses all that can be used, and says {@code fine} or what went wrong; {@code
 * /use?NAME} one of the library's. {@code /} says {@code here}.
 */
public final class NativeHandles {
  private static final int DELETED_BYTES = 3 << 20; // three times CRIU's own limit
  private static final int LAST = DELETED_BYTES - 1;

  private static final List<ServerSocketChannel> channels = new ArrayList<>();
  private static final List<FileInputStream> devices = new ArrayList<>();
  private static final List<String> natives = new ArrayList<>();
  private static RandomAccessFile deleted;
  private static MappedByteBuffer mapped;

  private NativeHandles() {}

  public static void main(String[] arguments) throws Exception {
    load(arguments[1], arguments[2]);
    for (String name : List.of(arguments).subList(3, arguments.length)) {
      hold(name, Path.of(arguments[2]));
    }
    TextServer.start(Integer.parseInt(arguments[0]), 0, NativeHandles::answer);
    System.out.println("READY");
  }

  /** The library, and the folder for what has a path there. */
  public static void load(String library, String folder) {
    System.load(library);
    place(folder);
  }

  private static void hold(String name, Path folder) throws IOException {
    if (name.startsWith("/")) {
      holdDevice(name);
    } else if (name.endsWith(".sock")) {
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channels.add(channel.bind(UnixDomainSocketAddress.of(name)));
    } else if (name.equals("deleted file")) {
      delete(folder.resolve("deleted"));
    } else {
      String wrong = openNative(name);
      if (wrong.isEmpty()) {
        natives.add(name);
      } else {
        System.out.println("LACKS " + name + ": " + wrong);
      }
    }
  }

  private static void holdDevice(String path) {
    try {
      devices.add(new FileInputStream(path));
    } catch (FileNotFoundException e) { // for any reason, in brackets at the end
      System.out.println(
          "LACKS " + path + ": open: " + e.getMessage().replaceAll(".*\\((.*)\\)", "$1"));
    }
  }

  private static void delete(Path path) throws IOException {
    deleted = new RandomAccessFile(path.toFile(), "rw");
    deleted.setLength(DELETED_BYTES);
    mapped = deleted.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, DELETED_BYTES);
    mapped.put(LAST, (byte) 1);
    Files.delete(path);
  }

  private static String answer(String path, String name) throws IOException {
    if (path.equals("/")) {
      return "here";
    }
    List<String> wrong = new ArrayList<>();
    for (String each : name == null ? natives : List.of(name)) {
      wrong.add(useNative(each));
    }
    if (name == null) {
      wrong.add(useDeleted());
      for (FileInputStream device : devices) {
        device.read();
      }
    }
    wrong.removeIf(String::isEmpty);
    return wrong.isEmpty() ? "fine" : String.join("\n", wrong);
  }

  /** What is written through the descriptor is seen in the memory, at its end too. */
  private static String useDeleted() throws IOException {
    if (deleted == null) {
      return "";
    }
    byte next = (byte) (mapped.get(LAST) + 1);
    deleted.seek(LAST);
    deleted.write(next);
    return mapped.get(LAST) == next && deleted.length() == DELETED_BYTES
        ? ""
        : "the deleted file and its memory are not the same";
  }

  private static native void place(String folder);

  /** Empty, or what is wrong. */
  public static native String openNative(String name);

  /** The same, and stays in native code for that long. */
  static native String linger(String name, int millis);

  /** Empty, or what is wrong. */
  public static native String useNative(String name);
}
