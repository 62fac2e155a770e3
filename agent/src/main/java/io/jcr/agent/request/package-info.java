// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the command asks of a running JVM. In: a private folder with {@code request.json}. Out:
 * {@code result.json} beside it. The work is done after the attach connection is gone, so that the
 * connection does not stand in the way of the checkpoint that it asked for.
 *
 * <p>A JVM with the agent is told of a request by being asked for its agents' properties: loading
 * an agent would make it print a warning from JDK 21 on. The properties tell where it looks. A JVM
 * without the agent gets it, with the folder as its option.
 */
package io.jcr.agent.request;
