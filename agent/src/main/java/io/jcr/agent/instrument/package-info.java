// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * Hooks in JDK classes. In: {@code Instrumentation} and JCR's own loader. Out: the boot classes in
 * the boot loader, the births and ends of descriptors in their ledger, {@link
 * io.jcr.agent.instrument.LedgerProvenance} that reads it, and {@link
 * io.jcr.agent.instrument.SelfTest} that proves it.
 */
package io.jcr.agent.instrument;
