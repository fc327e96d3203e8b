/**
 * What is special about MySQL 8.4 and 9, and MariaDB 10.11 and 11: their connections, and their statements for leases.
 *
 * <p>Makes no decision about outcomes. Read {@link io.holdfast.store.mysql.MysqlDialect} first.
 */
@NullMarked
package io.holdfast.store.mysql;

import org.jspecify.annotations.NullMarked;
