// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0

// Why not /proc/cpuinfo alone: to open it takes 10 ms and interrupts every processor on kernels 4.15
// to 5.18 (arch_freq_prepare_all of arch/x86/kernel/cpu/aperfmperf.c), longer than all other checks.
// It is read where the processor has no answer, so a feature without a row below is not lost.

#include "cpu.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

enum { INFO_LIMIT = 64 << 10 }; // the first processor's part of it has some 2 KB

#ifdef __x86_64__

#include <cpuid.h>

// Leaves of CPUID (Intel SDM volume 2A, AMD APM volume 3): function and index.
enum leaf { BASIC, EXTENDED, EXTENDED_1, STATE, AMD, LEAF_COUNT };

static const struct {
  unsigned function;
  unsigned index;
} LEAVES[LEAF_COUNT] = {[BASIC] = {1, 0},
                        [EXTENDED] = {7, 0},
                        [EXTENDED_1] = {7, 1},
                        [STATE] = {0xd, 1},
                        [AMD] = {0x80000001, 0}};

enum { EAX, EBX, ECX, EDX, REGISTER_COUNT };

// Registers that the kernel must save, or the instructions fault (XCR0, Intel SDM volume 1, 13.3).
enum { NO_STATE = 0, YMM = 0x6, ZMM = 0xe6, EGPR = 1 << 19 };

enum { OSXSAVE = 1 << 27 }; // of leaf 1, ECX: XGETBV may be used

// The bits are those of arch/x86/include/asm/cpufeatures.h, and so are the names.
static const struct feature {
  const char *name;
  enum leaf leaf;
  int reg;
  int bit;
  unsigned state;
} FEATURES[] = {
    {"pni", BASIC, ECX, 0, NO_STATE},
    {"pclmulqdq", BASIC, ECX, 1, NO_STATE},
    {"ssse3", BASIC, ECX, 9, NO_STATE},
    {"fma", BASIC, ECX, 12, YMM},
    {"cx16", BASIC, ECX, 13, NO_STATE},
    {"sse4_1", BASIC, ECX, 19, NO_STATE},
    {"sse4_2", BASIC, ECX, 20, NO_STATE},
    {"movbe", BASIC, ECX, 22, NO_STATE},
    {"popcnt", BASIC, ECX, 23, NO_STATE},
    {"aes", BASIC, ECX, 25, NO_STATE},
    {"xsave", BASIC, ECX, 27, NO_STATE}, // OSXSAVE: the kernel lets programs use it
    {"avx", BASIC, ECX, 28, YMM},
    {"f16c", BASIC, ECX, 29, YMM},
    {"rdrand", BASIC, ECX, 30, NO_STATE},
    {"bmi1", EXTENDED, EBX, 3, NO_STATE},
    {"avx2", EXTENDED, EBX, 5, YMM},
    {"bmi2", EXTENDED, EBX, 8, NO_STATE},
    {"rtm", EXTENDED, EBX, 11, NO_STATE},
    {"avx512f", EXTENDED, EBX, 16, ZMM},
    {"avx512dq", EXTENDED, EBX, 17, ZMM},
    {"rdseed", EXTENDED, EBX, 18, NO_STATE},
    {"adx", EXTENDED, EBX, 19, NO_STATE},
    {"avx512ifma", EXTENDED, EBX, 21, ZMM},
    {"clflushopt", EXTENDED, EBX, 23, NO_STATE},
    {"clwb", EXTENDED, EBX, 24, NO_STATE},
    {"avx512pf", EXTENDED, EBX, 26, ZMM},
    {"avx512er", EXTENDED, EBX, 27, ZMM},
    {"avx512cd", EXTENDED, EBX, 28, ZMM},
    {"sha_ni", EXTENDED, EBX, 29, NO_STATE},
    {"avx512bw", EXTENDED, EBX, 30, ZMM},
    {"avx512vl", EXTENDED, EBX, 31, ZMM},
    {"avx512vbmi", EXTENDED, ECX, 1, ZMM},
    {"ospke", EXTENDED, ECX, 4, NO_STATE},
    {"avx512_vbmi2", EXTENDED, ECX, 6, ZMM},
    {"gfni", EXTENDED, ECX, 8, NO_STATE},
    {"vaes", EXTENDED, ECX, 9, YMM},
    {"vpclmulqdq", EXTENDED, ECX, 10, YMM},
    {"avx512_vnni", EXTENDED, ECX, 11, ZMM},
    {"avx512_bitalg", EXTENDED, ECX, 12, ZMM},
    {"avx512_vpopcntdq", EXTENDED, ECX, 14, ZMM},
    {"rdpid", EXTENDED, ECX, 22, NO_STATE},
    {"avx512_vp2intersect", EXTENDED, EDX, 8, ZMM},
    {"serialize", EXTENDED, EDX, 14, NO_STATE},
    {"avx512_fp16", EXTENDED, EDX, 23, ZMM},
    {"sha512", EXTENDED_1, EAX, 0, YMM},
    {"avx_vnni", EXTENDED_1, EAX, 4, YMM},
    {"avx512_bf16", EXTENDED_1, EAX, 5, ZMM},
    {"avx_ifma", EXTENDED_1, EAX, 23, YMM},
    {"apx", EXTENDED_1, EDX, 21, EGPR},
    {"xsavec", STATE, EAX, 1, NO_STATE},
    {"abm", AMD, ECX, 5, NO_STATE},
    {"sse4a", AMD, ECX, 6, NO_STATE},
    {"xop", AMD, ECX, 11, YMM},
    {"fma4", AMD, ECX, 16, YMM},
    {"rdtscp", AMD, EDX, 27, NO_STATE},
};

enum { FEATURE_COUNT = sizeof FEATURES / sizeof *FEATURES };

struct cpu {
  unsigned answers[LEAF_COUNT][REGISTER_COUNT];
  unsigned state;
  char *info; // of /proc/cpuinfo, NULL until it is needed
};

static unsigned read_state(void) {
  unsigned low;
  unsigned high;
  __asm__ __volatile__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static void ask(struct cpu *cpu) {
  for (int i = 0; i < LEAF_COUNT; i++) {
    unsigned *answer = cpu->answers[i];
    // Where there is no such leaf, nothing is affirmed.
    __get_cpuid_count(LEAVES[i].function, LEAVES[i].index, &answer[EAX], &answer[EBX], &answer[ECX],
                      &answer[EDX]);
  }
  if ((cpu->answers[BASIC][ECX] & OSXSAVE) != 0) {
    cpu->state = read_state();
  }
}

const char *cpu_name(size_t number) {
  return number < FEATURE_COUNT ? FEATURES[number].name : NULL;
}

bool cpu_affirms(const struct cpu *cpu, const char *name) {
  for (size_t i = 0; i < FEATURE_COUNT; i++) {
    const struct feature *feature = &FEATURES[i];
    if (strcmp(feature->name, name) == 0) {
      return (cpu->answers[feature->leaf][feature->reg] >> feature->bit & 1) != 0 &&
             (cpu->state & feature->state) == feature->state;
    }
  }
  return false;
}

#else

// aarch64: programs cannot ask the processor, and the kernel's list costs nothing there.
struct cpu {
  char *info;
};

static void ask(struct cpu *cpu) { (void)cpu; }

const char *cpu_name(size_t number) {
  (void)number;
  return NULL;
}

bool cpu_affirms(const struct cpu *cpu, const char *name) {
  (void)cpu;
  (void)name;
  return false;
}

#endif

struct cpu *cpu_read(void) {
  struct cpu *cpu = calloc(1, sizeof *cpu);
  if (cpu != NULL) {
    ask(cpu);
  }
  return cpu;
}

void cpu_free(struct cpu *cpu) {
  if (cpu != NULL) {
    free(cpu->info);
    free(cpu);
  }
}

// "flags" on x86, "Features" on ARM; the first processor's stand for all.
static const char *find_features(const char *text) {
  const char *const keys[] = {"flags", "Features"};
  for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
    line += *line == '\n';
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
      if (strncmp(line, keys[i], strlen(keys[i])) == 0) {
        return line;
      }
    }
  }
  return "";
}

bool cpu_info_has(const char *text, const char *feature) {
  size_t wanted = strlen(feature);
  const char *at = find_features(text);
  const char *end = at + strcspn(at, "\n");
  for (at += strcspn(at, ":\n"); at < end;) {
    at += strspn(at, ": \t");
    size_t length = strcspn(at, " \n");
    if (wanted > 0 && length == wanted && strncmp(at, feature, wanted) == 0) {
      return true;
    }
    at += length;
  }
  return false;
}

// As much as holds the first processor: on a host with many the whole of it is long.
static char *read_info(void) {
  char *text = calloc(1, INFO_LIMIT + 1);
  int file = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC);
  ssize_t step = 1;
  for (size_t length = 0; text != NULL && file >= 0 && step > 0 && length < INFO_LIMIT;) {
    step = read(file, text + length, INFO_LIMIT - length);
    length += step > 0 ? (size_t)step : 0;
    if (strchr(find_features(text), '\n') != NULL) {
      break;
    }
  }
  if (file >= 0) {
    close(file);
  }
  return text;
}

bool cpu_has(struct cpu *cpu, const char *feature) {
  if (cpu == NULL || cpu_affirms(cpu, feature)) {
    return true;
  }
  if (cpu->info == NULL) {
    cpu->info = read_info();
  }
  return cpu->info != NULL && cpu_info_has(cpu->info, feature);
}
