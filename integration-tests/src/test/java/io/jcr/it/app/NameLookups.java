// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import javax.management.ObjectName;

/**
 * Asks for users, groups and hosts as the JDK does, which asks the C library. Its arguments are the
 * port, a file of its own to give away, and what a thread named {@code the-asker} asks before that.
 *
 * <p>{@code /user?NAME} answers an id, {@code /user-of?ID} a name; {@code group} and {@code host}
 * likewise. {@code /process?ID} answers whose process that is, {@code /self} who runs this one,
 * {@code /descriptors} what it has open. {@code /checkpoint?IMAGE} makes one.
 */
public final class NameLookups {
  private static Path file;

  private NameLookups() {}

  public static void main(String[] arguments) throws Exception {
    file = Files.createFile(Path.of(arguments[1]));
    for (int i = 2; i < arguments.length; i++) {
      askInThread(arguments[i]);
    }
    TextServer.start(Integer.parseInt(arguments[0]), 0, NameLookups::answer);
    System.out.println("READY");
  }

  private static void askInThread(String question) throws InterruptedException {
    String[] words = question.split("\\?", -1);
    Thread thread = new Thread(() -> askFirst("/" + words[0], words[1]), "the-asker");
    thread.start();
    thread.join();
  }

  private static void askFirst(String path, String query) {
    try {
      answer(path, query);
    } catch (Exception e) {
      System.out.println(e);
    }
  }

  /** One at a time: they share the file. */
  private static synchronized String answer(String path, String query) throws Exception {
    return switch (path) {
      case "/user" -> userId(query);
      case "/user-of" -> userName(Integer.parseInt(query));
      case "/group" -> groupId(query);
      case "/group-of" -> groupName(Integer.parseInt(query));
      case "/host" -> InetAddress.getByName(query).getHostAddress();
      case "/host-of" -> InetAddress.getByName(query).getHostName();
      case "/process" -> ProcessHandle.of(Long.parseLong(query)).orElseThrow().info().user().get();
      case "/self" -> new UnixSystem().getUsername();
      case "/descriptors" -> descriptors();
      case "/checkpoint" -> checkpoint(query);
      default -> "?";
    };
  }

  private static String userId(String name) throws IOException {
    UserPrincipal user = names().lookupPrincipalByName(name);
    Files.setOwner(file, user);
    return Files.getAttribute(file, "unix:uid").toString();
  }

  private static String userName(int id) throws IOException {
    Files.setAttribute(file, "unix:uid", id);
    return Files.getOwner(file).getName();
  }

  private static String groupId(String name) throws IOException {
    GroupPrincipal group = names().lookupPrincipalByGroupName(name);
    Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
    return Files.getAttribute(file, "unix:gid").toString();
  }

  private static String groupName(int id) throws IOException {
    Files.setAttribute(file, "unix:gid", id);
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .group()
        .getName();
  }

  /** A line for each: where it leads, without its number and its inode. */
  private static String descriptors() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String descriptor : new File("/proc/self/fd").list()) {
      try {
        Path target = Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor));
        lines.append(target.toString().replaceAll("\\[\\d+]", "")).append('\n');
      } catch (NoSuchFileException e) {
        // the one that listed them
      }
    }
    return lines.toString();
  }

  /** Asks the agent for an image, after which this JVM goes on. */
  private static String checkpoint(String image) throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("jcr:type=Checkpoint"),
            "checkpoint",
            new Object[] {image, true},
            new String[] {String.class.getName(), "boolean"});
    return "done";
  }

  private static UserPrincipalLookupService names() {
    return file.getFileSystem().getUserPrincipalLookupService();
  }
}
