/** Where configuration comes from besides the file: databases that many servers share. */
@NullMarked
package io.holdfast.config.source;

import org.jspecify.annotations.NullMarked;
