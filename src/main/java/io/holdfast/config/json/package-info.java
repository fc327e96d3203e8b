/**
 * Kea's dialect of JSON: reading it with the place of every value, writing it, and telling what is wrong where.
 *
 * <p>Knows no keywords. Begin with {@link io.holdfast.config.json.JsonReader}.
 */
@NullMarked
package io.holdfast.config.json;

import org.jspecify.annotations.NullMarked;
