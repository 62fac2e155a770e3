// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the user asks for. In: agent options, {@code JCR_*} variables, {@code jcr.yaml}, CRaC's
 * policies file. Out: a {@link io.jcr.runtime.config.Config}, or every problem at once, each with
 * file and line, as a {@link io.jcr.runtime.config.ConfigException}.
 */
package io.jcr.runtime.config;
