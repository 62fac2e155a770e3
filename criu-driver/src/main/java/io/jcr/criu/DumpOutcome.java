// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.criu;

/** In which life of the process the call came back. */
public enum DumpOutcome {
  /** The image is complete, and this process went on. */
  CONTINUED,
  /** This process was made from the image. */
  RESTORED,
  /** There is no image, and this process went on. */
  FAILED
}
