package io.holdfast.rest;

import io.holdfast.address.Protocol;
import io.holdfast.config.ControlSocketSettings.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one HTTP socket.
 *
 * @param protocol whose socket it is; absent for one that is nobody's
 * @param credentials absent: everybody on this machine
 * @param headers added to every answer
 */
record HttpAccess(@Nullable Protocol protocol, @Nullable Credentials credentials, List<Header> headers) {

    HttpAccess ofNobody() {
        return new HttpAccess(null, credentials, headers);
    }
}
