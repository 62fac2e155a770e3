// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import java.util.List;

/** A plan, or all that stands in its way. */
public sealed interface Outcome permits Plan, Blocked {

  /** Every handle of the table, in its order. */
  List<PlannedHandle> handles();

  /** Every process below the JVM, in the table's order. */
  List<PlannedChild> children();

  /** What the user should know though it blocks nothing. */
  List<String> warnings();
}
