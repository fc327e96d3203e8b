/** What configuration databases have: asked for, laid over the file, kept for an outage, looked at for news. */
@NullMarked
package io.holdfast.app.content;

import org.jspecify.annotations.NullMarked;
