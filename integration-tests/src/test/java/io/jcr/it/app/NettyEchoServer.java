// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.it.app;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;

/**
 * Sends back what it gets, through Netty's own calls of epoll(7), which no class of the JDK sees;
 * argument: the port.
 */
public final class NettyEchoServer {
  private static final int LOOPS = 2;

  private NettyEchoServer() {}

  public static void main(String[] arguments) throws Exception {
    new ServerBootstrap()
        .group(new EpollEventLoopGroup(LOOPS))
        .channel(EpollServerSocketChannel.class)
        .childHandler(new Connections())
        .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))
        .sync();
    System.out.println("READY");
  }

  private static final class Connections extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      channel.pipeline().addLast(new Echo());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      context.writeAndFlush(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      System.out.println("ended");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
      context.close();
    }
  }
}
