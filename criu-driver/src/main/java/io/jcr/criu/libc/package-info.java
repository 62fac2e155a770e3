// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
/**
 * The C library through JNA: one interface for each header, C names kept, constants beside the
 * functions that take them. In: arguments as C takes them. Out: values, or a {@link
 * io.jcr.criu.libc.NativeCallException} that names call, arguments and errno.
 *
 * <p>The return value is tested first and errno asked for only then: JNA's {@code throws
 * LastErrorException} would throw after successful calls that left errno set.
 */
package io.jcr.criu.libc;
