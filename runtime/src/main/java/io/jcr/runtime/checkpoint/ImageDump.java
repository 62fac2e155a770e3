// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import static java.util.Objects.requireNonNull;

import io.jcr.criu.CriuException;
import io.jcr.criu.Dump;
import io.jcr.criu.DumpRequest;
import io.jcr.criu.UsableCriu;
import io.jcr.criu.VaultException;
import io.jcr.criu.libc.Errno;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.runtime.Code;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.fixup.AttachSocket;
import io.jcr.runtime.handle.HandleScanner;
import io.jcr.runtime.image.ImageFolder;
import io.jcr.runtime.image.ImageWriter;
import io.jcr.runtime.plan.DumpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** One image, from its new folder to its name; and what follows in each life, once it goes on. */
final class ImageDump {
  private final Config config;
  private final HandleScanner scanner;
  private final Supplier<Thread[]> threads;
  private final CheckpointRequest request;
  private final String id;
  private final UsableCriu criu;

  ImageDump(
      Config config,
      HandleScanner scanner,
      Supplier<Thread[]> threads,
      CheckpointRequest request,
      String id,
      UsableCriu criu) {
    this.config = requireNonNull(config, "config is null");
    this.scanner = requireNonNull(scanner, "scanner is null");
    this.threads = requireNonNull(threads, "threads is null");
    this.request = requireNonNull(request, "request is null");
    this.id = requireNonNull(id, "id is null");
    this.criu = requireNonNull(criu, "criu is null");
  }

  /**
   * Makes it. The folder is removed where this fails, and only there: in a life made from the image
   * it is not this process's any more.
   *
   * @param preflight what the image's texts begin with; decided anew inside the stop
   */
  StoppedDump.Result run(Preflight preflight) throws JcrException {
    ImageFolder folder = ImageFolder.create(request.target(), id);
    try {
      ImageWriter.prepare(folder, id, criu, preflight.table(), preflight.requirePlan());
      return dump(folder);
    } catch (IOException e) {
      folder.removeIncomplete();
      throw unwritten(folder, e);
    } catch (JcrException | RuntimeException | Error e) {
      folder.removeIncomplete();
      throw e;
    }
  }

  private StoppedDump.Result dump(ImageFolder folder) throws JcrException, IOException {
    try (Dump dump = prepare(folder)) {
      StoppedDump stopped =
          new StoppedDump(
              config,
              scanner,
              threads,
              Platforms.ofThisJvm(),
              folder,
              id,
              criu,
              dump,
              options -> dumpRequest(folder, options));
      StoppedDump.Result result;
      try {
        result = PlatformThread.run("jcr-checkpoint", stopped::run);
      } finally {
        stopped.troubles().forEach(this::tell);
      }
      conclude(result, folder, dump);
      return result;
    }
  }

  private Dump prepare(ImageFolder folder) throws JcrException {
    try {
      return criu.criu().prepare(folder.path(), request.target(), timeout());
    } catch (CriuException e) {
      throw CriuMessages.explain(e);
    }
  }

  private DumpRequest dumpRequest(ImageFolder folder, DumpOptions options) {
    return new DumpRequest(
        folder.path(),
        request.target(),
        request.keepRunning(),
        options.tcpClose(),
        options.tcpSkipInFlight(),
        options.externalUnixSockets(),
        options.fileLocks(),
        options.shellJob(),
        options.linkRemap(),
        options.ghostLimit(),
        options.externals(),
        config.criu().logLevel(),
        timeout());
  }

  private Duration timeout() {
    return request.timeout().orElse(config.criu().timeout());
  }

  private static JcrException unwritten(ImageFolder folder, IOException e) {
    boolean full = e instanceof NativeCallException call && call.errno() == Errno.ENOSPC;
    return full
        ? new JcrException(
            Code.NO_SPACE, "no space left for " + folder.path(), "make room for the image", e)
        : new JcrException(
            Code.UNSUPPORTED_DESCRIPTOR,
            "the handles of this JVM cannot be read or taken away (" + e.getMessage() + ")",
            "see which system call failed, and what forbids it",
            e);
  }

  private void conclude(StoppedDump.Result result, ImageFolder folder, Dump dump)
      throws JcrException {
    switch (result.outcome()) {
      case CONTINUED -> {
        if (!result.torn().isEmpty()) {
          throw torn(result.torn(), dump);
        }
        awaitName(folder, dump);
      }
      case RESTORED -> mend();
      case FAILED -> throw CriuMessages.explain(dump.failure(result.request()));
    }
  }

  /** Waits for the keeper all the same, which else may be at work in the folder. */
  private JcrException torn(List<Path> recordings, Dump dump) {
    String remedy = "ask for the checkpoint again";
    try {
      if (dump.awaitName()) {
        remedy = "remove " + request.target() + ", and " + remedy;
      }
    } catch (VaultException e) {
      // then nobody is
    }
    return new JcrException(
        Code.FILE_CHANGED,
        "the flight recorder has written to "
            + recordings.get(0)
            + " while the image was made, which would have no restore",
        remedy);
  }

  /** CRIU's reply is here before CRIU has ended, and the keeper renames after that. */
  private void awaitName(ImageFolder folder, Dump dump) throws JcrException {
    try {
      if (dump.awaitName()) {
        return;
      }
    } catch (VaultException e) {
      throw unnamed("\n  " + e.getMessage());
    }
    throw unnamed(folder.keeperError().map(error -> "\n  " + error).orElse(""));
  }

  private JcrException unnamed(String detail) {
    return new JcrException(
        Code.TARGET_EXISTS,
        "the image did not get its name " + request.target(),
        "see that nothing else makes that folder, and try again" + detail);
  }

  /** What cannot be mended is told; the application runs all the same. */
  private void mend() {
    try {
      AttachSocket.rename();
    } catch (IOException e) {
      tell("jcmd and jcr cannot attach to this process any more: " + e);
    }
  }

  private void tell(String trouble) {
    System.err.println("[jcr " + id + "] " + trouble);
  }
}
