// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import java.net.InetAddress;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty, which counts its requests and writes each into its log. */
public final class JettyServer {
  private JettyServer() {}

  /** Arguments: a port, and the path of the log. */
  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    server.setRequestLog(new CustomRequestLog(arguments[1]));
    server.setHandler(new Counter());
    server.start();
    InetAddress.getByName("localhost");
    System.out.println("READY");
    server.join();
  }

  private static final class Counter extends Handler.Abstract {
    private int count;

    @Override
    public synchronized boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, "" + ++count, callback);
      return true;
    }
  }
}
