// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcr.boot.Ledger;
import io.jcr.boot.LookUps;
import io.jcr.boot.Opening;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weaves a class of the test's own, whose methods open a file as if native code did. */
class LookUpVisitorTest {
  private static final String TYPE = "io/jcr/agent/instrument/LookUpVisitorTest$Asker";

  private Set<String> before = Set.of();

  /** Stands for a JDK class that asks the name service. */
  public static class Asker extends Named {
    private InputStream opened = InputStream.nullInputStream();

    public Asker() {
      this("made");
    }

    private Asker(String name) {
      super(new String(new StringBuilder(name)));
    }

    public Asker(int failing) throws IOException {
      super("x");
      opened = new FileInputStream("/dev/null");
      if (failing > 0) {
        throw new IllegalStateException("unknown user " + opened);
      }
    }

    public int ask(int failing) throws IOException {
      long wide = failing;
      try {
        opened = new FileInputStream("/dev/null");
        if (wide > 0) {
          throw new IllegalStateException("unknown host " + opened);
        }
      } catch (NumberFormatException other) {
        return -1;
      }
      return 0;
    }
  }

  /** Its constructor is called behind those of other objects. */
  public static class Named {
    protected final String name;

    public Named(String name) {
      this.name = name;
    }
  }

  @BeforeEach
  void start() throws IOException {
    Ledger.start(descriptor -> -1, null);
    LookUps.start(1);
    before = open();
  }

  @Test
  void seesALookUpThatReturns() throws Exception {
    Class<?> asker = woven("users " + TYPE + " ask * none");
    Object object = asker.getConstructor().newInstance();
    assertThat(asker.getMethod("ask", int.class).invoke(object, 0)).isEqualTo(0);
    assertThat(opening().hint()).isEqualTo(Ledger.NAME_SERVICE);
  }

  @Test
  void seesALookUpThatThrows() throws Exception {
    Class<?> asker = woven("hosts " + TYPE + " ask * none");
    Object object = asker.getConstructor().newInstance();
    assertThatThrownBy(() -> asker.getMethod("ask", int.class).invoke(object, 1))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(opening().hint()).isEqualTo(Ledger.NAME_SERVICE);
  }

  @Test
  void seesAConstructor() throws Exception {
    Object object =
        woven("users " + TYPE + " <init> * none").getConstructor(int.class).newInstance(0);
    assertThat(object).isNotNull();
    assertThat(opening().hint()).isEqualTo(Ledger.NAME_SERVICE);
  }

  @Test
  void seesAConstructorThatThrows() throws Exception {
    Class<?> asker = woven("users " + TYPE + " <init> * none");
    assertThatThrownBy(() -> asker.getConstructor(int.class).newInstance(1))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(opening().hint()).isEqualTo(Ledger.NAME_SERVICE);
  }

  @Test
  void constructorsOfOthersComeBeforeItsOwn() throws Exception {
    Class<?> asker = woven("users " + TYPE + " <init> * none");
    assertThat(asker.getConstructor().newInstance()).isNotNull();
  }

  private Opening opening() throws IOException {
    Set<String> now = open();
    now.removeAll(before);
    assertThat(now).hasSize(1);
    return Ledger.opening(Integer.parseInt(now.iterator().next()));
  }

  /** Those that lead to {@code /dev/null}. */
  private static Set<String> open() throws IOException {
    Set<String> open = new HashSet<>();
    for (String name : new File("/proc/self/fd").list()) {
      File link = new File("/proc/self/fd", name);
      if (link.exists() && Files.isSameFile(link.toPath(), Path.of("/dev/null"))) {
        open.add(name);
      }
    }
    return open;
  }

  private static Class<?> woven(String row) throws IOException {
    Weaver weaver = new Weaver(List.of(Target.parse(row)));
    byte[] woven = weaver.transform(null, null, TYPE, null, null, classFile());
    assertThat(weaver.problems()).isEmpty();
    return new Definer().define(TYPE.replace('/', '.'), woven);
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = LookUpVisitorTest.class.getResourceAsStream("/" + TYPE + ".class")) {
      return in.readAllBytes();
    }
  }

  private static final class Definer extends ClassLoader {
    Definer() {
      super(LookUpVisitorTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] classFile) {
      return defineClass(name, classFile, 0, classFile.length);
    }
  }
}
