// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.config;

/** A text, and where it stands. */
record Located(String text, Place place) {}
