// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

#include "cpu.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

static const char TWO_PROCESSORS[] =
    "processor\t: 0\n"
    "model name\t: some avx512f name\n"
    "flags\t\t: fpu pni avx2 sse4_1\n"
    "vmx flags\t: vnmi ept\n"
    "\n"
    "processor\t: 1\n"
    "flags\t\t: fpu avx512f\n";

static void only_whole_names_of_the_first_processor_count(void) {
  CHECK(cpu_info_has(TWO_PROCESSORS, "fpu") && cpu_info_has(TWO_PROCESSORS, "sse4_1"));
  CHECK(cpu_info_has(TWO_PROCESSORS, "avx2") && !cpu_info_has(TWO_PROCESSORS, "avx"));
  CHECK(!cpu_info_has(TWO_PROCESSORS, "avx512f") && !cpu_info_has(TWO_PROCESSORS, "ept"));
  CHECK(!cpu_info_has(TWO_PROCESSORS, "flags") && !cpu_info_has(TWO_PROCESSORS, ""));
  CHECK(cpu_info_has("Features\t: fp asimd\n", "asimd"));
  CHECK(!cpu_info_has("", "fp") && !cpu_info_has("flags", "fp") && !cpu_info_has("\n", "fp"));
}

static char *read_info(void) {
  char *text = calloc(1, (1 << 16) + 1);
  int file = open("/proc/cpuinfo", O_RDONLY);
  if (read(file, text, 1 << 16) <= 0) {
    *text = '\0';
  }
  close(file);
  return text;
}

// A row with a wrong bit would refuse images where they belong.
static void processor_affirms_what_the_kernel_lists(void) {
  struct cpu *cpu = cpu_read();
  char *info = read_info();
  bool same = true;
  for (size_t i = 0; cpu_name(i) != NULL; i++) {
    const char *name = cpu_name(i);
    // A kernel may leave out what the processor has (clearcpuid=), but makes nothing up.
    if (cpu_info_has(info, name) != cpu_affirms(cpu, name)) {
      printf("  %s: kernel %d, processor %d\n", name, cpu_info_has(info, name),
             cpu_affirms(cpu, name));
      same = same && !cpu_info_has(info, name);
    }
  }
  free(info);
  cpu_free(cpu);
  CHECK(same);
}

static void unknown_features_are_lacking(void) {
  struct cpu *cpu = cpu_read();
  bool unknown = cpu_has(cpu, "frobnicate") || cpu_has(cpu, "");
  // No name of the table, so it is found in the kernel's list alone.
  bool known = cpu_has(cpu, "fpu") || cpu_has(cpu, "fp");
  cpu_free(cpu);
  CHECK(!unknown && known);
}

const struct test_case CPU_CASES[] = {
    CASE(only_whole_names_of_the_first_processor_count),
    CASE(processor_affirms_what_the_kernel_lists),
    CASE(unknown_features_are_lacking),
    {0},
};
