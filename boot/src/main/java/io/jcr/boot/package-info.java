// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The classes that JDK methods call: they live in the boot loader, see {@code java.base} alone and
 * may run in the middle of any JDK method. In: descriptor numbers, from the hooks woven into the
 * JDK. Out: {@link io.jcr.boot.Opening}, who opened each number.
 *
 * <p>The rules for this package: no lambda and no indy string concatenation (both may need the very
 * JDK method that is running), no lock that application code can hold, nothing that runs
 * application code, and no exception out of a hook.
 */
package io.jcr.boot;
