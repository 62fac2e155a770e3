// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The verbs of the command that may be slow. In: arguments. Out: an exit status; what was asked for
 * on standard output, everything else on standard error. {@code restore} is a C program of its own.
 */
package io.jcr.agent.cli;
