// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static java.util.Objects.requireNonNull;

/**
 * A user, a group and a host that no file of the host's knows, so that who knows them has asked a
 * daemon.
 *
 * @param id of the user and of the group
 */
record Names(String user, int id, String group, String host, String address) {
  static final Names ADA = new Names("ada", 7001, "engines", "difference.test", "127.70.0.1");
  static final Names GRACE = new Names("grace", 7002, "compilers", "compiler.test", "127.70.0.2");

  /** What every machine knows from its files, under the same names. */
  static final Names FILES = new Names("root", 0, "root", "localhost", "127.0.0.1");

  Names {
    requireNonNull(user, "user is null");
    requireNonNull(group, "group is null");
    requireNonNull(host, "host is null");
    requireNonNull(address, "address is null");
  }

  /** The same names for others. */
  Names movedTo(int newId, String newAddress) {
    return new Names(user, newId, group, host, newAddress);
  }

  /** A line of passwd(5). */
  String passwd() {
    return user + ":x:" + id + ":" + id + "::/:/bin/sh";
  }

  /** A line of group(5). */
  String groups() {
    return group + ":x:" + id + ":";
  }

  /** A line of hosts(5). */
  String hosts() {
    return address + " " + host;
  }
}
