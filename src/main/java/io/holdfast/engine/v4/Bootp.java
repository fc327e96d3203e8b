package io.holdfast.engine.v4;

import io.holdfast.wire.v4.OptionCode4;

/** What answers to clients of BOOTP are without: the options that only DHCP has (RFC 1533 §9, RFC 2132 §9). */
final class Bootp {

    private static final int[] DHCP_ONLY = {
        OptionCode4.REQUESTED_ADDRESS,
        OptionCode4.LEASE_TIME,
        OptionCode4.OVERLOAD,
        OptionCode4.MESSAGE_TYPE,
        OptionCode4.SERVER_IDENTIFIER,
        OptionCode4.PARAMETER_REQUEST_LIST,
        OptionCode4.MESSAGE,
        OptionCode4.MAX_MESSAGE_SIZE,
        OptionCode4.RENEWAL_TIME,
        OptionCode4.REBINDING_TIME,
        OptionCode4.CLIENT_IDENTIFIER
    };

    private Bootp() {}

    static void strip(OptionAssembly options) {
        for (int code : DHCP_ONLY) {
            options.remove(code);
        }
    }
}
