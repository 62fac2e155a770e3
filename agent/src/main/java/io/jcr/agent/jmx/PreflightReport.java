// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.jmx;

import io.jcr.runtime.checkpoint.Preflight;
import io.jcr.runtime.handle.Handle;
import io.jcr.runtime.handle.Provenance;
import io.jcr.runtime.plan.Blocker;
import java.util.List;

/**
 * What a checkpoint would find, as open types. Getters, because MXBeans map records only from 21
 * on.
 */
public final class PreflightReport {
  private final Preflight preflight;

  PreflightReport(Preflight preflight) {
    this.preflight = preflight;
  }

  /** Whether a checkpoint can be taken. */
  public boolean isReady() {
    return preflight.blockers().isEmpty();
  }

  /** Everything that stands in the way, each with code, opener and remedy. */
  public List<String> getBlockers() {
    return preflight.blockers().stream().map(Blocker::message).toList();
  }

  /** What a user should know, though it blocks nothing. */
  public List<String> getWarnings() {
    return preflight.warnings();
  }

  /** Every open descriptor. */
  public List<HandleReport> getHandles() {
    return preflight.table().handles().stream().map(HandleReport::new).toList();
  }

  /** One descriptor. */
  public static final class HandleReport {
    private final Handle handle;

    HandleReport(Handle handle) {
      this.handle = handle;
    }

    /** Its number. */
    public int getDescriptor() {
      return handle.descriptor();
    }

    /** The kind's name. */
    public String getKind() {
      return handle.kind().name();
    }

    /** What exactly it is. */
    public String getTarget() {
      return handle.kind().target();
    }

    /** Who opened it, with the stack; empty where that is not known. */
    public String getProvenance() {
      return handle.provenance().map(Provenance::describe).orElse("");
    }
  }
}
