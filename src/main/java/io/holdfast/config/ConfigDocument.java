package io.holdfast.config;

import java.util.Map;

/**
 * A configuration as it was written: the map {@code Dhcp4} as maps, lists, text, numbers and booleans. Maps keep the order
 * of their keys. {@code config-get} gives this back.
 */
public record ConfigDocument(Map<String, Object> dhcp4) {}
