/** The {@code remote-*} commands of Kea's library cb_cmds: objects of a configuration database, read and changed. */
@NullMarked
package io.holdfast.control.remote;

import org.jspecify.annotations.NullMarked;
