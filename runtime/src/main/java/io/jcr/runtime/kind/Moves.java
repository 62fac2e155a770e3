// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.kind;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a restore wants listening sockets to be: {@code jcr restore --listen OLD=NEW}.
 *
 * @param moves in the order in which they were given; the first that fits counts
 */
public record Moves(List<Move> moves) {

  /** Everything stays where it was. */
  public static final Moves NONE = new Moves(List.of());

  /** One of them: the port that it was, and the one that it is to be. */
  public record Move(int from, int to) {}

  public Moves {
    moves = List.copyOf(moves);
  }

  /** Reads lines {@code listen OLD NEW}; the launcher has checked them. */
  public static Moves parse(String lines) {
    List<Move> moves = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[0].equals("listen")) {
        moves.add(new Move(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      }
    }
    return moves.isEmpty() ? NONE : new Moves(moves);
  }

  /** The port that this one is to be; the same where nobody wants it elsewhere. */
  public int port(int port) {
    for (Move move : moves) {
      if (move.from() == port) {
        return move.to();
      }
    }
    return port;
  }
}
