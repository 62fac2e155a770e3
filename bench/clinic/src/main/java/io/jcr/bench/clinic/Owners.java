// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.bench.clinic;

import java.util.List;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.JpaRepository;

/** The table of owners. */
public interface Owners extends JpaRepository<Owner, Long> {

  @Cacheable("towns")
  List<Owner> findByTown(String town);
}
