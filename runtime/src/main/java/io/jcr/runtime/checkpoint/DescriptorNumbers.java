// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.runtime.checkpoint;

import io.jcr.criu.libc.Descriptors;
import io.jcr.criu.libc.NativeCallException;

/** Those of this process. */
final class DescriptorNumbers implements ForgottenSockets.Numbers {

  @Override
  public long inode(int descriptor) {
    try {
      return Descriptors.socketInode(descriptor);
    } catch (NativeCallException closed) {
      return -1;
    }
  }

  @Override
  public void close(int descriptor) {
    Descriptors.close(descriptor);
  }
}
