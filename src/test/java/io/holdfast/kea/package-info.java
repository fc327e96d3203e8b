/** The real Kea in tests, and what it and Holdfast say to the same packets with the same configuration. */
@NullMarked
package io.holdfast.kea;

import org.jspecify.annotations.NullMarked;
