// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.bench.clinic;

import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;

/** The application that the benchmarks start. */
@SpringBootApplication
@EnableCaching
public class Clinic {
  private static final int OWNERS = 200;

  public static void main(String[] arguments) {
    SpringApplication.run(Clinic.class, arguments);
  }

  /** Something to show. */
  @Bean
  CommandLineRunner fill(Owners owners) {
    return arguments -> {
      for (int i = 0; i < OWNERS; i++) {
        Owner owner = new Owner("Owner " + i, "Town " + i % 7);
        for (String kind : List.of("cat", "dog", "bird")) {
          Pet pet = new Pet(kind + " " + i, kind, LocalDate.of(2020, 1 + i % 12, 1));
          pet.add(new Visit(LocalDate.of(2024, 1 + i % 12, 2), "check"));
          owner.add(pet);
        }
        owners.save(owner);
      }
    };
  }
}
