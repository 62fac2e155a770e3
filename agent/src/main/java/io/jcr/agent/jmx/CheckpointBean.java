// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.jmx;

import io.jcr.runtime.JcrException;
import io.jcr.runtime.checkpoint.Checkpoint;
import io.jcr.runtime.checkpoint.CheckpointRequest;
import io.jcr.runtime.checkpoint.CheckpointResult;
import io.jcr.runtime.checkpoint.CheckpointSource;
import io.jcr.runtime.checkpoint.History;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The MXBean over one JVM's {@link Checkpoint}. */
public final class CheckpointBean implements CheckpointMXBean {
  private static final String NAME = "jcr:type=Checkpoint";
  private static final String OPEN_DESCRIPTORS = "/proc/self/fd";

  private final CheckpointSource checkpoints;

  /** Takes the checkpoints of this JVM, which are asked for when a client calls. */
  public CheckpointBean(CheckpointSource checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** Registers it; called when the application's platform server comes into being. */
  public void register(MBeanServer server) {
    try {
      ObjectName name = new ObjectName(NAME);
      if (!server.isRegistered(name)) {
        server.registerMBean(this, name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + NAME, e);
    }
  }

  @Override
  public String checkpoint(String directory) throws CheckpointFailedException {
    return checkpoint(directory, false);
  }

  @Override
  public String checkpoint(String directory, boolean keepRunning) throws CheckpointFailedException {
    CheckpointRequest request =
        new CheckpointRequest(Path.of(directory), keepRunning, Optional.empty());
    try {
      if (keepRunning) {
        CheckpointResult result = checkpoints.get().run(request);
        return text(result) + text(result.warnings());
      }
      Checkpoint.Accepted accepted = checkpoints.get().accept(request);
      takeAfterReply(accepted);
      return "checkpoint to "
          + request.target()
          + " follows; the process is about to end"
          + text(accepted.preflight().warnings());
    } catch (JcrException e) {
      throw new CheckpointFailedException(e.getMessage());
    }
  }

  private static void takeAfterReply(Checkpoint.Accepted accepted) {
    try {
      AfterReply.run(() -> take(accepted));
    } catch (Throwable e) { // no more threads
      accepted.giveUp();
      throw e;
    }
  }

  /** The thread is JCR's own: no error of it is the application's to handle. */
  private static void take(Checkpoint.Accepted accepted) {
    try {
      accepted.run();
    } catch (JcrException e) {
      System.err.println("[jcr] " + e.getMessage());
    } catch (Throwable e) {
      System.err.println("[jcr] internal error: " + e);
    }
  }

  @Override
  public PreflightReport preflight() throws CheckpointFailedException {
    try {
      return new PreflightReport(checkpoints.get().preflight());
    } catch (JcrException e) {
      throw new CheckpointFailedException(e.getMessage());
    }
  }

  @Override
  public int getOpenHandles() {
    String[] names = new File(OPEN_DESCRIPTORS).list();
    return names == null ? -1 : names.length - 1; // one of them is the listing's own
  }

  @Override
  public String getState() throws CheckpointFailedException {
    return checkpoint().isRunning() ? "CHECKPOINTING" : "RUNNING";
  }

  @Override
  public String getLastCheckpoint() throws CheckpointFailedException {
    return history().lastCheckpoint().map(CheckpointBean::text).orElse("");
  }

  @Override
  public String getLastPause() throws CheckpointFailedException {
    return history().lastCheckpoint().map(result -> result.pause().toString()).orElse("");
  }

  @Override
  public String getLastFailure() throws CheckpointFailedException {
    return history().lastFailure();
  }

  @Override
  public String getLastRestore() throws CheckpointFailedException {
    return history().lastRestore().map(CheckpointBean::text).orElse("");
  }

  @Override
  public int getRestoreCount() throws CheckpointFailedException {
    return history().restoreCount();
  }

  @Override
  public long getRestoreTime() throws CheckpointFailedException {
    return history().restoreTime().orElse(-1);
  }

  @Override
  public long getUptimeSinceRestore() throws CheckpointFailedException {
    return history().uptimeSinceRestore().orElse(-1);
  }

  private History history() throws CheckpointFailedException {
    return checkpoint().history();
  }

  private Checkpoint checkpoint() throws CheckpointFailedException {
    try {
      return checkpoints.get();
    } catch (JcrException e) {
      throw new CheckpointFailedException(e.getMessage());
    }
  }

  private static String text(CheckpointResult result) {
    return result.id() + " " + result.started() + " " + result.image();
  }

  private static String text(List<String> warnings) {
    return warnings.stream().map(line -> "\nwarning: " + line).collect(Collectors.joining());
  }
}
