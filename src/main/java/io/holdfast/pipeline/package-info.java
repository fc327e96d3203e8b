/**
 * Lanes: each takes the packets that wait for it, gathers what the store knows about all of them, has the engine decide,
 * commits, and only then answers.
 *
 * <p>Threads run here but are made elsewhere. Read {@link io.holdfast.pipeline.Lane} first, then
 * {@link io.holdfast.pipeline.Batch}.
 */
@NullMarked
package io.holdfast.pipeline;

import org.jspecify.annotations.NullMarked;
