// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.Code;
import io.jcr.runtime.config.Config;
import io.jcr.runtime.config.Links;
import io.jcr.runtime.config.Mode;
import io.jcr.runtime.config.Rule;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.kind.Pipe;
import io.jcr.runtime.kind.TcpSocket;
import io.jcr.runtime.kind.UnixSocket;
import java.util.Optional;

/**
 * Decides about one handle: the first rule that matches, else a prefix, else its kind's default.
 * Standard streams that the restoring process replaces are beyond rules, as they are in CRaC, and
 * so are the JVM's attach listener and the flight recorder's files.
 */
final class HandlePlanner {
  private static final String PREFIXES = "allowed-prefixes";

  private final Config config;
  private final Streams streams;
  private final GhostFiles ghosts;
  private final OwnHandles own;
  private final Defaults defaults;
  private final Reopenable reopenable;

  HandlePlanner(
      Config config, Streams streams, GhostFiles ghosts, OwnHandles own, Reopenable reopenable) {
    this.config = config;
    this.streams = streams;
    this.ghosts = ghosts;
    this.own = own;
    this.defaults = new Defaults(streams, reopenable);
    this.reopenable = reopenable;
  }

  Verdict plan(Handle handle) {
    Verdict verdict = decide(handle);
    return verdict.isBlocked() ? verdict : ghosts.check(handle).orElse(verdict);
  }

  private Verdict decide(Handle handle) {
    if (streams.isReplaced(handle) || isAttachListener(handle) || own.isRecording(handle)) {
      return Verdict.keep(handle);
    }
    Optional<Rule> rule = config.rules().stream().filter(each -> each.matches(handle)).findFirst();
    if (rule.isPresent()) {
      return byRule(handle, rule.get());
    }
    if (config.allowedPrefixes().stream().anyMatch(Links.of(handle.kind())::startsWith)) {
      return byPrefix(handle);
    }
    Verdict usual = defaults.verdict(handle);
    return usual.isBlocked() || config.mode() == Mode.LENIENT || own.contains(handle)
        ? usual
        : Verdict.block(
            Code.REFUSED_BY_RULE,
            handle,
            "is named by no rule, and the mode is strict",
            "close it before the checkpoint, or write a rule for it");
  }

  /** It is the JVM's own, it may have come with this very request, and its thread never leaves. */
  private static boolean isAttachListener(Handle handle) {
    return handle.kind() instanceof UnixSocket socket && UnixDefaults.isAttachListener(socket);
  }

  private Verdict byRule(Handle handle, Rule rule) {
    Verdict verdict =
        switch (rule.action()) {
          case KEEP -> keep(handle, rule);
          case CLOSE -> Verdict.close(handle);
          case REOPEN -> reopen(handle, rule);
          case ERROR ->
              Verdict.block(
                  Code.REFUSED_BY_RULE,
                  handle,
                  "is refused by the rule at " + rule.source(),
                  "close it before the checkpoint, or change the rule");
        };
    Verdict told =
        rule.warn() && !verdict.isBlocked()
            ? verdict.warn(
                handle.describe()
                    + " is open: "
                    + rule.action().word()
                    + " by the rule at "
                    + rule.source())
            : verdict.silent();
    return told.by(rule.source());
  }

  private Verdict keep(Handle handle, Rule rule) {
    if (handle.kind() instanceof TcpSocket tcp && tcp.isConnection()) {
      return notAvailable(handle, rule, "keep is not available yet for TCP connections");
    }
    return leaveToCriu(handle);
  }

  private Verdict reopen(Handle handle, Rule rule) {
    return reopenable
        .refusal(handle)
        .map(why -> notAvailable(handle, rule, why))
        .orElseGet(() -> Verdict.reopen(handle));
  }

  private static Verdict notAvailable(Handle handle, Rule rule, String why) {
    return Verdict.block(
        Code.ACTION_NOT_AVAILABLE,
        handle,
        "has the action " + rule.action().word() + " by the rule at " + rule.source() + ": " + why,
        "close it before the checkpoint, or change the rule");
  }

  private Verdict byPrefix(Handle handle) {
    if (isPacketFifo(handle)) {
      return Defaults.packets(handle).by(PREFIXES);
    }
    boolean hopeless =
        handle.kind() instanceof UnixSocket socket && UnixDefaults.isHalfOutside(socket);
    boolean connection = handle.kind() instanceof TcpSocket tcp && tcp.isConnection();
    Verdict verdict = connection || hopeless ? Verdict.close(handle) : Verdict.keep(handle);
    return verdict.by(PREFIXES);
  }

  /** CRIU may know devices or objects that we do not; half of a connection it never carries. */
  private static Verdict leaveToCriu(Handle handle) {
    if (isPacketFifo(handle)) {
      return Defaults.packets(handle);
    }
    return handle.kind() instanceof UnixSocket socket && UnixDefaults.isHalfOutside(socket)
        ? Verdict.block(
            Code.EXTERNAL_UNIX_SOCKET,
            handle,
            "is connected to another process, and CRIU cannot carry half of a connection",
            "let it be closed in the restored process: action close, or no rule")
        : Verdict.keep(handle);
  }

  /** Of all pipes of packets the one that CRIU dumps, and cannot restore. */
  private static boolean isPacketFifo(Handle handle) {
    return handle.kind() instanceof Pipe pipe && pipe.packets() && !pipe.path().isEmpty();
  }
}
