// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import io.jcr.criu.UsableCriu;
import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;
import io.jcr.runtime.JcrException;
import io.jcr.runtime.handle.HandleTable;
import io.jcr.runtime.plan.CountersFile;
import io.jcr.runtime.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes JCR's own files of an image, before CRIU writes its own. */
public final class ImageWriter {
  /** What {@code jcr restore} does. */
  public static final String RESTORE_PLAN = "restore.plan";

  /** What the image holds, for people and tools. */
  public static final String MANIFEST = "manifest.json";

  private ImageWriter() {}

  /**
   * What a restored life is told by {@code jcr restore}: an empty file, whose place the launcher's
   * own takes.
   */
  static final String ARGUMENTS = "arguments";

  /** Writes what does not depend on the moment, while the application runs. */
  public static void prepare(
      ImageFolder folder, String id, UsableCriu criu, HandleTable table, Plan plan)
      throws JcrException {
    folder.write(ARGUMENTS, "");
    folder.write(MANIFEST, Manifest.json(id, criu, table, plan));
  }

  /** Writes what was decided while the world stands still, by system calls alone. */
  public static void writePlan(
      ImageFolder folder, String id, UsableCriu criu, Plan plan, Recordings recordings)
      throws IOException {
    List<CarriedFile> carried = new ArrayList<>();
    for (CountersFile file : plan.counters()) {
      byte[] content = Descriptors.readAll(file.path().toString());
      write(folder, file.copy(), content);
      carried.add(CarriedFile.of(file, content.length));
    }
    carried.addAll(recordings.copyAll(plan.recordings()));
    String text = planText(folder, id, criu, plan, carried);
    write(folder, RESTORE_PLAN, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(ImageFolder folder, String name, byte[] content)
      throws NativeCallException {
    Descriptors.writeNew(folder.path().resolve(name).toString(), content);
  }

  /** Loads and links what {@link #writePlan} uses. */
  public static void rehearse(ImageFolder folder, String id, UsableCriu criu, Plan plan) {
    List<CarriedFile> carried = new ArrayList<>();
    for (CountersFile file : plan.counters()) {
      carried.add(CarriedFile.of(file, 0));
    }
    carried.add(Recordings.MADE_UP); // without performance counters it is the only one
    planText(folder, id, criu, plan, carried);
  }

  private static String planText(
      ImageFolder folder, String id, UsableCriu criu, Plan plan, List<CarriedFile> carried) {
    return RestorePlan.text(id, criu, arguments(folder), plan, carried);
  }

  /** The file of {@link #ARGUMENTS}, to be open during the dump. */
  public static Path arguments(ImageFolder folder) {
    return folder.path().resolve(ARGUMENTS);
  }
}
