// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import io.jcr.criu.UsableCriu;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.plan.Plan;

/** Writes JCR's own files of an image, before CRIU writes its own. */
public final class ImageWriter {
  /** What {@code jcr restore} does. */
  public static final String RESTORE_PLAN = "restore.plan";

  /** What the image holds, for people and tools. */
  public static final String MANIFEST = "manifest.json";

  /** The copy of the performance counters' file. */
  static final String HSPERFDATA = "hsperfdata";

  private ImageWriter() {}

  /** Writes all of them. */
  public static void write(
      ImageFolder folder, String id, UsableCriu criu, HandleTable table, Plan plan)
      throws JcrException {
    if (plan.hsperfdata().isPresent()) {
      folder.copy(plan.hsperfdata().get(), HSPERFDATA);
    }
    folder.write(RESTORE_PLAN, RestorePlan.text(id, criu.criu().program(), table.process(), plan));
    folder.write(MANIFEST, Manifest.json(id, criu, table, plan));
  }
}
