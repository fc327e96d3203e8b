package io.holdfast.telemetry;

/** What a statistic stands at. */
public record StatisticReading(StatisticName name, long value) {}
