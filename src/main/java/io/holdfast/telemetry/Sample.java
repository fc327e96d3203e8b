package io.holdfast.telemetry;

/** A value a statistic had, and when it got it, in microseconds since 1970. */
public record Sample(long value, long micros) {}
