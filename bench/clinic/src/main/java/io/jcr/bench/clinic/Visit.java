// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.bench.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** When a pet was seen, and why. */
@Entity
public class Visit {
  @Id @GeneratedValue private Long id;
  private LocalDate seen;
  private String reason;

  protected Visit() {}

  Visit(LocalDate seen, String reason) {
    this.seen = seen;
    this.reason = reason;
  }

  public LocalDate getSeen() {
    return seen;
  }

  public String getReason() {
    return reason;
  }
}
