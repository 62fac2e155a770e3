// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.jmx;

/**
 * Checkpoints of this JVM. Object name: {@code jcr:type=Checkpoint}. Where this JVM can have none,
 * attributes too throw the reason.
 */
public interface CheckpointMXBean {
  /**
   * Takes a checkpoint and ends the process. Returns once nothing stands in the way; the dump
   * follows as soon as the reply is out.
   *
   * @param directory the image's folder, absolute; must not exist
   * @return what will be done; then a line for each warning
   * @throws CheckpointFailedException with every blocker in the message; the process goes on
   */
  String checkpoint(String directory) throws CheckpointFailedException;

  /**
   * Takes a checkpoint.
   *
   * @param directory the image's folder, absolute; must not exist
   * @param keepRunning whether the process goes on; the call then returns when the image is
   *     complete
   * @return what was done, or will be; then a line for each warning
   * @throws CheckpointFailedException with every blocker in the message; the process goes on
   */
  String checkpoint(String directory, boolean keepRunning) throws CheckpointFailedException;

  /** What a checkpoint would find now; changes nothing. */
  PreflightReport preflight() throws CheckpointFailedException;

  /** How many descriptors are open, by a look at their numbers alone; -1 without {@code /proc}. */
  int getOpenHandles();

  /** {@code RUNNING}, or {@code CHECKPOINTING} while a checkpoint is being taken. */
  String getState() throws CheckpointFailedException;

  /** The last checkpoint that made an image: its id, time and folder; empty where there is none. */
  String getLastCheckpoint() throws CheckpointFailedException;

  /**
   * For how long the application stood still at the last checkpoint, stage by stage, in
   * milliseconds: {@code stop 2.1, scan 5.0, …}; empty where there was none.
   */
  String getLastPause() throws CheckpointFailedException;

  /** When and why a checkpoint last was refused or failed; empty where none was. */
  String getLastFailure() throws CheckpointFailedException;

  /** The checkpoint that this process was restored from; empty in its first life. */
  String getLastRestore() throws CheckpointFailedException;

  /** How many restores led to this process. */
  int getRestoreCount() throws CheckpointFailedException;

  /** When it was restored, in milliseconds since the epoch; -1 in its first life. */
  long getRestoreTime() throws CheckpointFailedException;

  /** Milliseconds since then; -1 in its first life. */
  long getUptimeSinceRestore() throws CheckpointFailedException;
}
