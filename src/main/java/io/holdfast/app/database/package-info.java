/** Databases for every use as they are configured: opened, watched, changed for others, told of. */
@NullMarked
package io.holdfast.app.database;

import org.jspecify.annotations.NullMarked;
