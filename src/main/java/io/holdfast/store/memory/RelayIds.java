package io.holdfast.store.memory;

import io.holdfast.address.HexText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The relay's and the remote identifier that a lease's user context tells. The lease file has no columns for them: what
 * Kea stores as extended information ({@code ISC.relay-agent-info}) is where they come from when it is read.
 */
record RelayIds(byte @Nullable [] relayId, byte @Nullable [] remoteId) {

    static final RelayIds NONE = new RelayIds(null, null);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INFO = "relay-agent-info";

    /**
     * @param text JSON; text that is no JSON tells nothing, and is no reason to lose the lease
     */
    static RelayIds of(String text) {
        if (text.indexOf(INFO) < 0) {
            return NONE;
        }
        try {
            JsonNode info = JSON.readTree(text).path("ISC").path(INFO);
            return new RelayIds(bytes(info.path("relay-id")), bytes(info.path("remote-id")));
        } catch (JacksonException e) {
            return NONE;
        }
    }

    /** Kea writes plain hexadecimal digits; anything else is no identifier. */
    private static byte @Nullable [] bytes(JsonNode node) {
        if (!node.isString() || node.stringValue().isEmpty()) {
            return null;
        }
        try {
            return HexText.parse(node.stringValue());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
