/**
 * What is special about PostgreSQL 15 to 18: its connections, and its statements for leases.
 *
 * <p>Makes no decision about outcomes. Read {@link io.holdfast.store.postgresql.PostgresqlDialect} first.
 */
@NullMarked
package io.holdfast.store.postgresql;

import org.jspecify.annotations.NullMarked;
