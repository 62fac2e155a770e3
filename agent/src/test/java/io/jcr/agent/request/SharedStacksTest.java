// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class SharedStacksTest {
  @Test
  void writesEachStackOnceAndPutsItBack() {
    String text = "[{'stack':['a','b']},{'x':1},{'stack':['c']},{'stack':['a','b']}]";
    JsonArray rows = JsonParser.parseString(text).getAsJsonArray();
    JsonArray stacks = SharedStacks.takeOut(rows);
    assertThat(stacks).isEqualTo(JsonParser.parseString("[['a','b'],['c']]"));
    assertThat(rows.toString()).doesNotContain("'a'", "\"a\"");
    SharedStacks.putBack(rows, stacks);
    assertThat(rows).isEqualTo(JsonParser.parseString(text));
  }
}
