// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.premain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoaderTest {
  private static final String CLASS_FILE = "io/jcr/agent/premain/AgentLoaderTest$Inside.class";

  @TempDir private Path folder;
  private AgentLoader loader;

  /** Loaded twice: by the test's loader and from the jar. */
  public static class Inside {}

  @BeforeEach
  void makeJar() throws IOException {
    File jar = folder.resolve("jcr agent.jar").toFile();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar.toPath()))) {
      add(out, "inst/" + CLASS_FILE, classFile());
      add(out, "inst/native/x86_64/jcr", "program".getBytes(UTF_8));
      add(out, "boot/io/jcr/boot/Some.class", "boot".getBytes(UTF_8));
      add(out, "root.txt", "root".getBytes(UTF_8));
    }
    loader = new AgentLoader(jar, getClass().getClassLoader());
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = AgentLoaderTest.class.getResourceAsStream("/" + CLASS_FILE)) {
      return in.readAllBytes();
    }
  }

  private static void add(OutputStream out, String name, byte[] content) throws IOException {
    ((JarOutputStream) out).putNextEntry(new JarEntry(name));
    out.write(content);
  }

  @Test
  void takesItsOwnClassesBeforeTheParents() throws ClassNotFoundException {
    Class<?> inside = loader.loadClass(Inside.class.getName());
    assertThat(inside.getClassLoader()).isSameAs(loader);
    assertThat(inside).isNotSameAs(Inside.class);
    assertThat(inside.getPackage().getName()).isEqualTo("io.jcr.agent.premain");
    assertThat(loader.loadClass(Inside.class.getName())).isSameAs(inside);
  }

  @Test
  void asksTheParentForTheRest() throws ClassNotFoundException {
    assertThat(loader.loadClass("java.lang.String")).isSameAs(String.class);
    assertThatThrownBy(() -> loader.loadClass("no.such.Type"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void findsResourcesOfItsFolder() throws IOException {
    assertThat(text(loader.getResourceAsStream("native/x86_64/jcr"))).isEqualTo("program");
    URL url = loader.getResource("native/x86_64/jcr");
    assertThat(text(url.openStream())).isEqualTo("program");
    assertThat(Collections.list(loader.getResources("native/x86_64/jcr"))).hasSize(1);
  }

  @Test
  void findsTheClassFilesForTheBootLoader() throws IOException {
    assertThat(text(loader.getResourceAsStream("boot/io/jcr/boot/Some.class"))).isEqualTo("boot");
  }

  @Test
  void showsNothingElseOfTheJar() {
    assertThat(loader.getResource("root.txt")).isNull();
    assertThat(loader.getResourceAsStream("root.txt")).isNull();
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
