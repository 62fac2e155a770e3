// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.bench.clinic;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a browser sees. */
@Controller
class Pages {
  private final Owners owners;

  Pages(Owners owners) {
    this.owners = owners;
  }

  @GetMapping("/")
  String owners(@RequestParam(defaultValue = "Town 1") String town, Model model) {
    model.addAttribute("town", town);
    model.addAttribute("owners", owners.findByTown(town));
    return "owners";
  }
}
