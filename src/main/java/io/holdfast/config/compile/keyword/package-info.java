/**
 * What may be written, and what was: a table of keywords for each map, the check of a map against its table, values with
 * their defaults and what they inherit, and the problems found. Knows no subject.
 *
 * <p>Begin with {@link io.holdfast.config.compile.keyword.Keyword}.
 */
@NullMarked
package io.holdfast.config.compile.keyword;

import org.jspecify.annotations.NullMarked;
