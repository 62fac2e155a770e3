// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.plan;

import io.jcr.runtime.handle.FileMapping;
import io.jcr.runtime.handle.NameService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mapped cache of the name service, which a private copy takes the place of before the dump: the
 * image must not depend on the daemon's file. The copy says of itself that it is stale, so that the
 * library maps the present file at its next look-up, in whichever life.
 *
 * @param mapping what is mapped
 * @param service whose cache it is
 */
public record CacheCopy(FileMapping mapping, NameService service) {

  static List<CacheCopy> of(List<FileMapping> mappings) {
    List<CacheCopy> copies = new ArrayList<>();
    for (FileMapping mapping : mappings) {
      Optional<NameService> service = NameService.ofCache(mapping.path());
      if (service.isPresent()) {
        copies.add(new CacheCopy(mapping, service.get()));
      }
    }
    return copies;
  }
}
