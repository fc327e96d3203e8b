/**
 * A kit to break the world around the server, and tests that do: real database processes of a test's own
 * ({@link io.holdfast.outage.BreakableServer}), a network between ({@link io.holdfast.outage.Wire}), the whole server in
 * this process ({@link io.holdfast.outage.ServerUnderTest}) and a client that says what it saw
 * ({@link io.holdfast.outage.TestClient4}). Begin with {@link io.holdfast.outage.KilledDatabaseTests}, which uses them
 * all.
 *
 * <p>Nothing here sleeps: conditions are awaited. What needs root, a mount or a MySQL that is not there aborts its test.
 */
@NullMarked
package io.holdfast.outage;

import org.jspecify.annotations.NullMarked;
