package io.holdfast.config.source;

/**
 * What one database has for a server.
 *
 * @param place of the database in the file, for messages, such as {@code config-databases[0]}
 */
public record ConfigShare(String place, ConfigContent content) {}
