/**
 * Which schema a database has, and making it in an empty one: Kea's tables, in our own SQL, by Flyway.
 *
 * <p>Never changes a schema that is there already. Read {@link io.holdfast.store.schema.SchemaMigrator} first.
 */
@NullMarked
package io.holdfast.store.schema;

import org.jspecify.annotations.NullMarked;
