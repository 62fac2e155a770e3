// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.bench.clinic;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.validation.constraints.NotBlank;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** A patient. */
@Entity
public class Pet {
  @Id @GeneratedValue private Long id;
  @NotBlank private String name;
  @NotBlank private String kind;
  private LocalDate born;

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.EAGER)
  @JoinColumn(name = "pet_id")
  private Set<Visit> visits = new HashSet<>();

  protected Pet() {}

  Pet(String name, String kind, LocalDate born) {
    this.name = name;
    this.kind = kind;
    this.born = born;
  }

  void add(Visit visit) {
    visits.add(visit);
  }

  public String getName() {
    return name;
  }

  public String getKind() {
    return kind;
  }

  public LocalDate getBorn() {
    return born;
  }

  public Set<Visit> getVisits() {
    return visits;
  }
}
