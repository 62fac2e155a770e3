// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcr.it.app.CountingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own connector of JMX, with clients that are connected at the checkpoint. */
class RemoteJmxIT {
  private static final String REMOTE = "-Dcom.sun.management.jmxremote.";

  @TempDir private Path folder;

  private int port;
  private int management;
  private Lives lives;

  @BeforeEach
  void prepare() throws Exception {
    Requirements.criu();
    port = Http.freePort();
    management = Http.freePort();
  }

  @ParameterizedTest
  @MethodSource("io.jcr.it.Jdk#each")
  void servesNewClientsInEachLife(Jdk jdk) throws Exception {
    List<String> options =
        List.of(
            Lives.agent(folder, port),
            REMOTE + "port=" + management,
            REMOTE + "rmi.port=" + management,
            REMOTE + "host=127.0.0.1",
            "-Djava.rmi.server.hostname=127.0.0.1",
            REMOTE + "authenticate=false",
            REMOTE + "ssl=false");
    try (Lives started = Lives.start(jdk, folder, options, CountingServer.class, port)) {
      lives = started;
      try (JMXConnector connector = connect()) {
        MBeanServerConnection client = connector.getMBeanServerConnection();
        isAnswered(client);
        lives.keepRunning();
        isAnswered(client);
      }
      for (int i = 0; i < 2; i++) {
        // not closed: that would ask a server that is gone
        MBeanServerConnection client = connect().getMBeanServerConnection();
        isAnswered(client);
        Path image = lives.end();
        assertThatThrownBy(() -> isAnswered(client)).isInstanceOf(IOException.class);
        lives.restore(image);
        try (JMXConnector connector = connect()) {
          isAnswered(connector.getMBeanServerConnection());
        }
      }
      assertThat(lives.app().outputOfItsOwn()).isEmpty();
    }
  }

  private JMXConnector connect() throws IOException {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + management + "/jmxrmi";
    return JMXConnectorFactory.connect(new JMXServiceURL(url));
  }

  private void isAnswered(MBeanServerConnection client) throws Exception {
    ObjectName runtime = new ObjectName("java.lang:type=Runtime");
    assertThat(client.getAttribute(runtime, "Pid")).isEqualTo(lives.processId());
  }
}
