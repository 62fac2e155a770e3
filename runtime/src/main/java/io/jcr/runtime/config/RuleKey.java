// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

import static io.jcr.runtime.config.RuleType.FILE;
import static io.jcr.runtime.config.RuleType.FILEDESCRIPTOR;
import static io.jcr.runtime.config.RuleType.SOCKET;

import io.jcr.runtime.handle.Handle;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The keys by which a rule narrows its type, as CRaC spells them. */
public enum RuleKey {
  PATH("path", FILE, RulePatterns::path),
  FAMILY("family", SOCKET, RuleSockets::family),
  LOCAL_ADDRESS("localAddress", SOCKET, RuleSockets::localAddress),
  REMOTE_ADDRESS("remoteAddress", SOCKET, RuleSockets::remoteAddress),
  LOCAL_PORT("localPort", SOCKET, RuleSockets::localPort),
  REMOTE_PORT("remotePort", SOCKET, RuleSockets::remotePort),
  LOCAL_PATH("localPath", SOCKET, RuleSockets::localPath),
  REMOTE_PATH("remotePath", SOCKET, RuleSockets::remotePath),
  LISTENING("listening", SOCKET, RuleSockets::listening),
  VALUE("value", FILEDESCRIPTOR, RulePatterns::value),
  REGEX("regex", FILEDESCRIPTOR, RulePatterns::regex);

  private final String word;
  private final RuleType type;
  private final Function<String, Predicate<Handle>> compiler;

  RuleKey(String word, RuleType type, Function<String, Predicate<Handle>> compiler) {
    this.word = word;
    this.type = type;
    this.compiler = compiler;
  }

  static Optional<RuleKey> ofWord(RuleType type, String word) {
    return Arrays.stream(values())
        .filter(key -> key.type == type && key.word.equals(word))
        .findFirst();
  }

  /** The keys of a type, and those of every type, as a message lists them. */
  static String words(RuleType type) {
    return Arrays.stream(values())
        .filter(key -> key.type == type)
        .map(key -> key.word + ", ")
        .collect(Collectors.joining("", "", "action, warn"));
  }

  /** The key as a rule spells it. */
  public String word() {
    return word;
  }

  /** The type that has this key. */
  public RuleType type() {
    return type;
  }

  /** The test for a value; throws {@link IllegalArgumentException} where it is none. */
  Predicate<Handle> compile(String value) {
    return compiler.apply(value);
  }
}
