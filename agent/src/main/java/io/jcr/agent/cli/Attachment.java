// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.jcr.agent.request.Answer;
import io.jcr.agent.request.Request;
import io.jcr.agent.request.RequestFolder;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running JVM through the attach mechanism; one that has no agent gets it on the way. */
final class Attachment {
  private static final long POLL_MILLIS = 5;

  /** To attach, and to start an agent that is not there yet, takes a second on a slow machine. */
  private static final Duration ATTACH_BOUND = Duration.ofSeconds(30);

  /** Beyond CRIU's own time: waiting for short-lived handles, scanning, planning. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final TargetProcess target;
  private final Path agentJar;

  /** Where the request is, once it is somewhere. */
  private volatile RequestFolder placed;

  Attachment(TargetProcess target, Path agentJar) {
    this.target = target;
    this.agentJar = agentJar;
  }

  /** Asks, and waits for the answer, or for the end of the process. */
  Answer ask(Request request) throws JcrException, IOException {
    target.requireReachable();
    try (RequestFolder folder = deliverWithin(ATTACH_BOUND, request)) {
      return await(folder);
    } catch (FileAlreadyExistsException e) {
      throw new JcrException(
          Code.ALREADY_RUNNING,
          "another command talks to JVM " + target.processId(),
          "wait until it has ended",
          e);
    }
  }

  /** The attach API reads from a socket without a bound; a stopped JVM would hold it for ever. */
  private RequestFolder deliverWithin(Duration bound, Request request)
      throws JcrException, IOException {
    CompletableFuture<RequestFolder> delivery = new CompletableFuture<>();
    Thread thread = new Thread(() -> deliver(request, delivery), "jcr-attach");
    thread.setDaemon(true);
    thread.start();
    try {
      return delivery.get(bound.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JcrException known) {
        throw known;
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      withdraw(e);
      throw unreachable("it does not answer", "is it stopped (SIGSTOP, a debugger)?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", "ask again", e);
    }
  }

  /** Nobody waits for its answer any more. */
  private void withdraw(Exception reason) {
    RequestFolder folder = placed;
    try {
      if (folder != null) {
        folder.close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e); // the JVM takes no request whose command is gone
    }
  }

  private void deliver(Request request, CompletableFuture<RequestFolder> delivery) {
    try {
      delivery.complete(deliver(request));
    } catch (JcrException | IOException | RuntimeException e) {
      withdraw(e);
      delivery.completeExceptionally(e);
    }
  }

  private RequestFolder deliver(Request request) throws JcrException, IOException {
    VirtualMachine machine = attach();
    try {
      String path = read(machine);
      if (path == null) {
        return load(machine, request);
      }
      if (!RequestFolder.isOfAgent(Path.of(path))) {
        throw unreachable(
            "its agent property " + Request.PROPERTY + " names " + path,
            "see who has set that",
            null);
      }
      placed = RequestFolder.create(Path.of(path), request);
      read(machine);
      return placed;
    } finally {
      machine.detach();
    }
  }

  private VirtualMachine attach() throws JcrException {
    try {
      return VirtualMachine.attach(String.valueOf(target.processId()));
    } catch (AttachNotSupportedException | IOException e) {
      throw unreachable(
          e.getMessage(), "is it stopped, or started with -XX:+DisableAttachMechanism?", e);
    }
  }

  /** Where requests go, {@code null} without an agent. To be asked is what makes the agent look. */
  private String read(VirtualMachine machine) throws JcrException {
    try {
      return machine.getAgentProperties().getProperty(Request.PROPERTY);
    } catch (IOException e) {
      throw unreachable(e.getMessage(), "see its standard error", e);
    }
  }

  private RequestFolder load(VirtualMachine machine, Request request)
      throws JcrException, IOException {
    placed = RequestFolder.create(request);
    try {
      machine.loadAgent(agentJar.toString(), Request.OPTION + placed.path());
      return placed;
    } catch (AgentLoadException | AgentInitializationException | IOException e) {
      throw unreachable(e.getMessage(), "see its standard error", e);
    }
  }

  private JcrException unreachable(String what, String remedy, Exception cause) {
    return new JcrException(
        Code.NO_ANSWER,
        "JVM " + target.processId() + " does not take the agent (" + what + ")",
        remedy,
        cause);
  }

  private Answer await(RequestFolder folder) throws JcrException, IOException {
    long begin = System.nanoTime();
    while (true) {
      boolean gone = target.isGone();
      Optional<Answer> answer = folder.answer();
      if (answer.isPresent() || gone) {
        return answer.orElse(Answer.ofEnded(folder.warnings()));
      }
      Duration bound = bound(folder);
      if (System.nanoTime() - begin > bound.toNanos()) {
        throw new JcrException(
            Code.NO_ANSWER,
            "JVM " + target.processId() + " gave no answer within " + bound.toSeconds() + " s",
            "see its standard error, and the thread jcr-request in a thread dump");
      }
      pause();
    }
  }

  private static Duration bound(RequestFolder folder) throws IOException {
    return folder.isTaken() ? folder.bound().map(GRACE::plus).orElse(GRACE) : ATTACH_BOUND;
  }

  static void pause() throws JcrException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JcrException(Code.NO_ANSWER, "interrupted", "ask again", e);
    }
  }
}
