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
import java.util.ArrayList;
import java.util.List;

/** Who brings pets. */
@Entity
public class Owner {
  @Id @GeneratedValue private Long id;
  @NotBlank private String name;
  @NotBlank private String town;

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.EAGER)
  @JoinColumn(name = "owner_id")
  private List<Pet> pets = new ArrayList<>();

  protected Owner() {}

  Owner(String name, String town) {
    this.name = name;
    this.town = town;
  }

  void add(Pet pet) {
    pets.add(pet);
  }

  public Long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public String getTown() {
    return town;
  }

  public List<Pet> getPets() {
    return pets;
  }
}
