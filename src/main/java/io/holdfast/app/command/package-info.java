/**
 * The commands of the program, one class each: what they print and how they exit.
 *
 * <p>Read {@link io.holdfast.app.command.RootCommand} first.
 */
@NullMarked
package io.holdfast.app.command;

import org.jspecify.annotations.NullMarked;
