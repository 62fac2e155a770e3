// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent;

import io.jcr.agent.instrument.Instruments;
import io.jcr.agent.instrument.SelfTest;
import io.jcr.agent.jmx.CheckpointBean;
import io.jcr.agent.request.LauncherProgram;
import io.jcr.agent.request.OwnLibrary;
import io.jcr.agent.request.Request;
import io.jcr.agent.request.RequestHandler;
import io.jcr.agent.telemetry.Telemetry;
import io.jcr.criu.libc.SocketProtocol;
import io.jcr.criu.libc.UnixSocketDiagnosis;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.checkpoint.Checkpoint;
import io.jcr.runtime.handle.AskedSockets;
import io.jcr.runtime.handle.HandleScanner;
import io.jcr.runtime.handle.ProcFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.MBeanServer;

/**
 * Checkpoints of this JVM, made ready when somebody first asks for one: until then nothing of JNA,
 * protobuf or the runtime is loaded.
 */
final class CheckpointService {
  private final Agent agent;
  private Checkpoint checkpoint;
  private JcrException nativeLibrary;

  CheckpointService(Agent agent) {
    this.agent = agent;
  }

  /** Makes checkpoints reachable: for those who attach, and through JMX once that is in use. */
  void offer(Instruments instruments) throws ReflectiveOperationException {
    instruments.whenAgentPropertiesAreRead(new Knock());
    instruments.whenPlatformServerIsUsed(new Registration());
  }

  /** Classes and no lambdas: the first lambda of a JVM costs its start some 20 ms. */
  private final class Knock implements Consumer<Properties> {
    @Override
    public void accept(Properties properties) {
      new RequestHandler(CheckpointService.this::checkpoint).knock(properties);
    }
  }

  private final class Registration implements Consumer<Object> {
    @Override
    public void accept(Object server) {
      new CheckpointBean(CheckpointService.this::checkpoint).register((MBeanServer) server);
    }
  }

  /** Whether the options of an agent that is loaded into a running JVM are a request. */
  static boolean isRequest(String options) {
    return options != null && options.startsWith(Request.OPTION);
  }

  /** Answers the request in the folder that the options name: there is no agent to carry it out. */
  static void refuse(String options, JcrException reason) {
    RequestHandler.refuse(folder(options), reason);
  }

  /** Carries out the request in the folder that the options name, on a thread of its own. */
  void handle(String options) {
    new RequestHandler(this::checkpoint).handle(folder(options));
  }

  private static Path folder(String options) {
    return Path.of(options.substring(Request.OPTION.length()));
  }

  private synchronized Checkpoint checkpoint() throws JcrException {
    if (checkpoint == null) {
      checkpoint =
          new Checkpoint(
              agent.config(),
              scanner(),
              threads(),
              LauncherProgram.keeper(),
              this::refusal,
              new Telemetry(agent.instruments()));
    }
    return checkpoint;
  }

  private HandleScanner scanner() throws JcrException {
    agent.instruments().ifPresent(CheckpointService::allowNativeAccess);
    loadNativeLibrary();
    return new HandleScanner(
        ProcFiles.self(), UnixSocketDiagnosis::peers, agent.provenance(), new AskedSockets());
  }

  /** Without hooks no checkpoint is made, so nobody asks for the threads. */
  private Supplier<Thread[]> threads() {
    return agent.instruments().map(CheckpointService::threads).orElse(() -> new Thread[0]);
  }

  private static Supplier<Thread[]> threads(Instruments instruments) {
    try {
      return instruments.threads();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK lists no threads", e);
    }
  }

  /** JNA unpacks its library and maps it, at its first use: here, and not amidst a checkpoint. */
  private void loadNativeLibrary() throws JcrException {
    if (nativeLibrary != null) {
      throw nativeLibrary; // a class that could not be initialized does not say why again
    }
    try {
      SocketProtocol.of(0);
      OwnLibrary.note();
    } catch (LinkageError e) {
      nativeLibrary =
          new JcrException(
              Code.NATIVE_LIBRARY,
              "JNA's library cannot be loaded (" + firstLine(e) + ")",
              "start the JVM with -Djna.tmpdir=DIR, a folder that it may write and run programs from",
              e);
      throw nativeLibrary;
    }
  }

  private static String firstLine(LinkageError e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void allowNativeAccess(Instruments instruments) {
    try {
      instruments.allowNativeAccess();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK allows no native access", e);
    }
  }

  private Optional<String> refusal() {
    SelfTest test = agent.selfTest();
    return test.passed() ? Optional.empty() : Optional.of(String.join(", ", test.missing()));
  }
}
