/**
 * Which schema a database has, and making it in an empty one: Kea's tables, in our own SQL, by Flyway.
 *
 * <p>A server never changes a schema that is there already; {@link io.holdfast.store.schema.SchemaUpgrade} does, when
 * somebody asks for it. Read {@link io.holdfast.store.schema.SchemaMigrator} first.
 */
@NullMarked
package io.holdfast.store.schema;

import org.jspecify.annotations.NullMarked;
