// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// What the processor of this host can do, by the names of /proc/cpuinfo.

#ifndef JCR_CPU_H
#define JCR_CPU_H

#include <stdbool.h>
#include <stddef.h>

struct cpu;

// Asks the processor itself, which takes microseconds. Fresh; cpu_free it.
struct cpu *cpu_read(void);

// Has it a feature, and does the kernel let programs use it? What the processor does not affirm, or
// has no name for, is looked up in /proc/cpuinfo.
bool cpu_has(struct cpu *cpu, const char *feature);

void cpu_free(struct cpu *cpu);

// The features of the first processor of a text like that of /proc/cpuinfo: is that one among them?
bool cpu_info_has(const char *text, const char *feature);

// Of the names that the processor itself is asked for, the one with that number; NULL beyond them.
const char *cpu_name(size_t number);

// The answer of the processor alone.
bool cpu_affirms(const struct cpu *cpu, const char *feature);

#endif
