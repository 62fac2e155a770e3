// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Features of the processor, by the names of {@code /proc/cpuinfo}. What is compiled in the image,
 * and what native libraries chose as they were loaded, uses those of the host of the dump: where
 * one is missing at restore, the process would end by SIGILL.
 */
public final class CpuFeatures {
  /**
   * Each stands for instructions that fault where it is missing, and is looked at by HotSpot
   * (vm_version_x86.hpp, vm_version_aarch64.hpp), by the C library (sysdeps/x86/cpu-features.c of
   * glibc), or by a cryptographic library. Left out is what every x86-64 processor has, what only
   * makes known instructions faster ({@code erms}, {@code fsrm}), what is ignored where it is
   * unknown ({@code 3dnowprefetch}, {@code hle}, {@code ibt}), and what is the kernel's alone.
   */
  static final Set<String> X86 =
      names(
          // arithmetic, bits, memory
          "pni ssse3 sse4_1 sse4_2 sse4a cx16 popcnt abm movbe bmi1 bmi2 adx rtm",
          "xsave xsavec rdtscp rdpid serialize clflushopt clwb ospke apx",
          // cryptography, random numbers
          "aes pclmulqdq sha_ni sha512 vaes vpclmulqdq gfni rdrand rdseed",
          // vectors
          "avx avx2 fma f16c fma4 xop avx_vnni avx_ifma avx512f avx512dq avx512ifma avx512pf",
          "avx512er avx512cd avx512bw avx512vl avx512vbmi avx512_vbmi2 avx512_vnni avx512_bitalg",
          "avx512_vpopcntdq avx512_bf16 avx512_fp16 avx512_vp2intersect");

  /** The same of ARM; the kernel's names are of one architecture at a time. */
  static final Set<String> ARM =
      names(
          "fp asimd fphp asimdhp aes pmull sha1 sha2 sha3 sha512 crc32 atomics dcpop dcpodp",
          "paca pacg mops sve sve2 svebitperm");

  private static final Path INFO = Path.of("/proc/cpuinfo");

  private CpuFeatures() {}

  private static Set<String> names(String... lines) {
    return Set.of(String.join(" ", lines).split(" "));
  }

  /** Those of this host that a host of restore must have too, in the kernel's order. */
  public static List<String> needed() {
    return needed(all());
  }

  static List<String> needed(List<String> all) {
    return all.stream().filter(each -> X86.contains(each) || ARM.contains(each)).toList();
  }

  /** All of this host; none where the kernel does not tell. */
  static List<String> all() {
    try (BufferedReader lines = Files.newBufferedReader(INFO, StandardCharsets.ISO_8859_1)) {
      return firstOf(lines);
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * {@code flags} on x86, {@code Features} on ARM. All processors of a host have the same, and on
   * one with many of them the rest of the file is long.
   */
  static List<String> firstOf(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("flags") || line.startsWith("Features")) {
        return List.of(line.substring(line.indexOf(':') + 1).strip().split(" "));
      }
    }
    return List.of();
  }
}
