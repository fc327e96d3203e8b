/** How Kea's tables are described, read and written: columns and the keywords that configuration files have for them. */
@NullMarked
package io.holdfast.store.config.table;

import org.jspecify.annotations.NullMarked;
