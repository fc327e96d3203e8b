/** The kinds of objects in a configuration database, each found, listed, put and deleted by itself. */
@NullMarked
package io.holdfast.store.config.object;

import org.jspecify.annotations.NullMarked;
