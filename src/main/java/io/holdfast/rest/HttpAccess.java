package io.holdfast.rest;

import io.holdfast.config.ControlSocketSettings.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one HTTP socket.
 *
 * @param credentials absent: everybody on this machine
 * @param headers added to every answer
 */
record HttpAccess(@Nullable Credentials credentials, List<Header> headers) {}
