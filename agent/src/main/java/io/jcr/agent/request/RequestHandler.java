// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import com.google.gson.JsonArray;
import io.jcr.criu.DumpOutcome;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.checkpoint.BlockedException;
import io.jcr.runtime.checkpoint.Checkpoint;
import io.jcr.runtime.checkpoint.CheckpointRequest;
import io.jcr.runtime.checkpoint.CheckpointResult;
import io.jcr.runtime.checkpoint.CheckpointSource;
import io.jcr.runtime.checkpoint.Preflight;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.image.ChildJson;
import io.jcr.runtime.image.HandleJson;
import io.jcr.runtime.image.MappingJson;
import io.jcr.runtime.plan.Blocker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** Does in the JVM what a {@link Request} asks for, on a thread of its own. */
public final class RequestHandler {
  private final CheckpointSource checkpoints;

  /** Takes the checkpoints of this JVM, which are asked for on the request's own thread. */
  public RequestHandler(CheckpointSource checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** Tells a reader of the agents' properties where requests go, and looks whether one is there. */
  public void knock(Properties properties) {
    Path folder = RequestFolder.ofThisProcess();
    properties.setProperty(Request.PROPERTY, folder.toString());
    handle(folder);
  }

  /** Starts the work and returns, so that the attach connection can end. */
  public void handle(Path folder) {
    Thread thread =
        new Thread(null, () -> work(new RequestFolder(folder)), "jcr-request", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers a request that nobody can carry out. */
  public static void refuse(Path folder, JcrException reason) {
    reply(
        new RequestFolder(folder),
        request -> Optional.of(Answer.failure(reason.code().exitStatus(), reason.getMessage())));
  }

  private static void reply(RequestFolder folder, Function<Request, Optional<Answer>> work) {
    try {
      Optional<Request> request = folder.take();
      if (request.isPresent()) {
        Optional<Answer> answer = work.apply(request.get());
        if (answer.isPresent()) {
          folder.answer(answer.get());
        }
      }
    } catch (Throwable e) { // on a thread of JCR's own: not the application's to handle
      System.err.println("[jcr] cannot answer a request: " + e);
    }
  }

  private void work(RequestFolder folder) {
    reply(folder, request -> answer(request, folder));
  }

  /** Nothing in a life made from the image: whoever asked has got the image, and went away. */
  private Optional<Answer> answer(Request request, RequestFolder folder) {
    try {
      Checkpoint checkpoint = checkpoints.get();
      folder.promise(toCheckpoint(request).timeout().orElse(checkpoint.config().criu().timeout()));
      return switch (request.verb()) {
        case Request.INSPECT -> Optional.of(inspected(checkpoint, checkpoint.preflight()));
        case Request.DRY_RUN ->
            Optional.of(inspected(checkpoint, checkpoint.dryRun(toCheckpoint(request))));
        case Request.CHECKPOINT ->
            taken(checkpoint.run(toCheckpoint(request), warnings -> warn(folder, warnings)));
        default -> Optional.of(Answer.failure(1, "unknown request " + request.verb()));
      };
    } catch (BlockedException e) {
      return Optional.of(
          Answer.blocked(e.code().exitStatus(), e.getMessage(), blockers(e.blockers())));
    } catch (JcrException e) {
      return Optional.of(Answer.failure(e.code().exitStatus(), e.getMessage()));
    } catch (Throwable e) {
      return Optional.of(Answer.failure(1, "internal error: " + e));
    }
  }

  /** Worth a line, and not the checkpoint. */
  private static void warn(RequestFolder folder, List<String> warnings) {
    try {
      folder.warn(warnings);
    } catch (IOException e) {
      System.err.println("[jcr] cannot warn the command: " + e);
    }
  }

  private static CheckpointRequest toCheckpoint(Request request) {
    Optional<Duration> timeout =
        request.timeoutSeconds() == Request.TIMEOUT_OF_CONFIGURATION
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(request.timeoutSeconds()));
    return new CheckpointRequest(Path.of(request.to()), request.keepRunning(), timeout);
  }

  private static Optional<Answer> taken(CheckpointResult result) {
    if (result.outcome() == DumpOutcome.RESTORED) {
      return Optional.empty();
    }
    JsonArray warnings = Answer.array(result.warnings());
    return Optional.of(Answer.taken(result.id(), result.pause().toString(), warnings));
  }

  private static Answer inspected(Checkpoint checkpoint, Preflight preflight) {
    JsonArray handles =
        MappingJson.append(
            HandleJson.array(preflight.outcome().handles()), preflight.table().mappings());
    return new Answer(
        false,
        0,
        "",
        "",
        "",
        Answer.array(preflight.warnings()),
        handles,
        SharedStacks.takeOut(handles),
        ChildJson.array(preflight.outcome().children()),
        Answer.array(checkpoint.threadNames()),
        OwnLibrary.path(),
        blockers(preflight.blockers()));
  }

  private static JsonArray blockers(List<Blocker> blockers) {
    JsonArray array = new JsonArray();
    for (Blocker blocker : blockers) {
      int descriptor = blocker.handle().map(Handle::descriptor).orElse(-1);
      array.add(Answer.blocker(blocker.code().toString(), blocker.message(), descriptor));
    }
    return array;
  }
}
