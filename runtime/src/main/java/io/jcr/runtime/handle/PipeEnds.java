// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.handle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which ends of which pipes the process holds.
 *
 * @param readable the inode numbers of the pipes that it can read
 * @param writable the inode numbers of the pipes that it can write
 */
record PipeEnds(Set<Long> readable, Set<Long> writable) {

  static PipeEnds of(List<Observation> observations) {
    Set<Long> readable = new HashSet<>();
    Set<Long> writable = new HashSet<>();
    for (Observation observation : observations) {
      if (observation.isPipe() && observation.isReadable()) {
        readable.add(observation.attributes().inode());
      }
      if (observation.isPipe() && observation.isWritable()) {
        writable.add(observation.attributes().inode());
      }
    }
    return new PipeEnds(readable, writable);
  }

  boolean holdsBoth(long inode) {
    return readable.contains(inode) && writable.contains(inode);
  }
}
