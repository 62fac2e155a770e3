// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcr.boot.Ledger;
import io.jcr.boot.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weaves a class of the test's own, loads it, runs it, and looks into the ledger. */
class WeaverTest {
  private static final int DESCRIPTOR = 901;
  private static final String TYPE = "io/jcr/agent/instrument/WeaverTest$Opener";

  @AfterEach
  void forget() {
    Ledger.closed(DESCRIPTOR);
  }

  /** Stands for a JDK class. */
  public static class Opener {
    private int number = -1;

    public void open(long wide, int opened) {
      if (wide == 0) {
        throw new IllegalStateException("cannot be opened");
      }
      number = opened;
    }

    public int opened(int opened) {
      return opened;
    }

    public void openedEarly(long wide, int opened) {
      throw new IllegalStateException("fails once it is open");
    }

    public void copyTo(Opener other) {
      other.number = number;
    }

    public void close() {
      number = -1;
    }
  }

  @Test
  void notesAFieldAtReturn() throws Exception {
    Object opener = woven("socket " + TYPE + " open (JI)V this.number:int");
    call(opener, "open", 1L, DESCRIPTOR);

    Opening opening = Ledger.opening(DESCRIPTOR);
    assertThat(opening.hint()).isEqualTo(Ledger.SOCKET);
    assertThat(opening.stack().getStackTrace())
        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("open"));
  }

  @Test
  void notesNothingWhereTheMethodThrows() throws Exception {
    Object opener = woven("socket " + TYPE + " open (JI)V this.number:int");
    assertThat(opener).satisfies(any -> callAndFail(any, "open", 0L, DESCRIPTOR));
    assertThat(Ledger.opening(DESCRIPTOR)).isNull();
  }

  @Test
  void notesAResult() throws Exception {
    call(woven("pipe " + TYPE + " opened (I)I result:int"), "opened", DESCRIPTOR);
    assertThat(Ledger.opening(DESCRIPTOR).hint()).isEqualTo(Ledger.PIPE);
  }

  @Test
  void notesAnArgumentAtEntryBehindAWideOne() throws Exception {
    Object opener = woven("path " + TYPE + " openedEarly (JI)V arg1:int");
    callAndFail(opener, "openedEarly", 0L, DESCRIPTOR);
    assertThat(Ledger.opening(DESCRIPTOR).hint()).isEqualTo(Ledger.PATH);
  }

  @Test
  void notesAFieldOfAnArgument() throws Exception {
    Object opener = woven("path " + TYPE + " copyTo * arg0.number:int");
    call(opener, "open", 1L, DESCRIPTOR);
    assertThat(Ledger.opening(DESCRIPTOR)).isNull();

    call(opener, "copyTo", opener);
    assertThat(Ledger.opening(DESCRIPTOR)).isNotNull();
  }

  @Test
  void forgetsAtEntryOfClose() throws Exception {
    Object opener = woven("closed " + TYPE + " close ()V this.number:int");
    call(opener, "open", 1L, DESCRIPTOR);
    Ledger.opened(DESCRIPTOR, Ledger.PATH);

    call(opener, "close");
    assertThat(Ledger.opening(DESCRIPTOR)).isNull();
  }

  @Test
  void tellsWhichRowsDoNotFit() throws IOException {
    Weaver weaver = weaver("path " + TYPE + " open (I)V this.number:int");
    weaver.transform(null, null, TYPE, null, null, classFile());
    assertThat(weaver.problems())
        .containsExactly(TYPE.replace('/', '.') + ".open: no method of this JDK fits");
  }

  @Test
  void takesOneOfTheVariantsOfARow() throws IOException {
    Weaver weaver =
        weaver(
            "path " + TYPE + " open (I)V this.number:int",
            "path " + TYPE + " open (JI)V this.number:int");
    assertThat(weaver.transform(null, null, TYPE, null, null, classFile())).isNotNull();
    assertThat(weaver.problems()).isEmpty();
  }

  @Test
  void leavesOtherClassesAndOtherLoadersAlone() throws IOException {
    Weaver weaver = weaver("path " + TYPE + " open (JI)V this.number:int");
    assertThat(weaver.transform(null, null, "a/B", null, null, classFile())).isNull();
    ClassLoader loader = getClass().getClassLoader();
    assertThat(weaver.transform(null, loader, TYPE, null, null, classFile())).isNull();
  }

  @Test
  void tellsWhichClassesItCannotRead() {
    Weaver weaver = weaver("path " + TYPE + " open (JI)V this.number:int");
    assertThat(weaver.transform(null, null, TYPE, null, null, new byte[8])).isNull();
    assertThat(weaver.problems()).hasSize(1);
  }

  private static Object woven(String... rows) throws Exception {
    byte[] woven = weaver(rows).transform(null, null, TYPE, null, null, classFile());
    Class<?> type = new Definer().define(TYPE.replace('/', '.'), woven);
    Constructor<?> constructor = type.getDeclaredConstructor();
    return constructor.newInstance();
  }

  private static Weaver weaver(String... rows) {
    return new Weaver(List.of(rows).stream().map(Target::parse).toList());
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = WeaverTest.class.getResourceAsStream("/" + TYPE + ".class")) {
      return in.readAllBytes();
    }
  }

  private static void call(Object opener, String method, Object... arguments) throws Exception {
    for (Method candidate : opener.getClass().getDeclaredMethods()) {
      if (candidate.getName().equals(method)) {
        candidate.invoke(opener, arguments);
      }
    }
  }

  private static void callAndFail(Object opener, String method, Object... arguments) {
    assertThatThrownBy(() -> call(opener, method, arguments))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private static final class Definer extends ClassLoader {
    Definer() {
      super(WeaverTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] classFile) {
      return defineClass(name, classFile, 0, classFile.length);
    }
  }
}
