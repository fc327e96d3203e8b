package io.holdfast.config;

/**
 * The map {@code multi-threading}, which sets the lanes.
 *
 * @param lanes 0 to choose by the number of processors
 * @param queueSize packets that may wait in a lane
 */
public record LaneSettings(boolean multiThreading, int lanes, int queueSize) {}
