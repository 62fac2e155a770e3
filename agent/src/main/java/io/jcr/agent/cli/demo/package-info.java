// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * {@code jcr demo}: an unmodified Tomcat is started, serves, is checkpointed, is gone, is restored
 * and serves on. In: the distribution's files. Out: a table of times; nothing keeps running, and
 * what was written is removed.
 */
package io.jcr.agent.cli.demo;
