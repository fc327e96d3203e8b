package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.Pool4;
import io.holdfast.engine.HostNames;
import io.holdfast.engine.NameRules;
import io.holdfast.wire.v4.OptionCode4;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a client with a certain address is called, and how it is told.
 *
 * @param name lower case; with a dot at its end when the answer is option 81; empty when it has none
 * @param made it is from the address, because there is no other
 * @param fqdnHeader see {@link ClientName}
 */
record LeaseName(String name, boolean made, byte @Nullable [] fqdnHeader) {

    static final LeaseName NONE = new LeaseName("", false, null);

    /** @param pool that has the address; absent when none has */
    static LeaseName of(Exchange4 x, ServedSubnet served, @Nullable Pool4 pool, Ipv4Address address) {
        ClientName said = x.query().name();
        NameRules rules = x.names().of(served.subnet(), pool);
        String reserved = x.reservation == null ? "" : x.reservation.hostname();
        String name = said.settled(rules, reserved);
        if (name == null) {
            return NONE;
        }
        boolean made = name.isEmpty();
        return new LeaseName(made ? rules.made(address, said.isFqdn()) : name, made, said.fqdnHeader());
    }

    boolean isPresent() {
        return !name.isEmpty();
    }

    /** As leases keep it. */
    String text() {
        return HostNames.shown(name);
    }

    int optionCode() {
        return fqdnHeader == null ? OptionCode4.HOST_NAME : OptionCode4.CLIENT_FQDN;
    }

    /** The option of the answer, without code and length. */
    byte[] payload() {
        if (fqdnHeader == null) {
            return name.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fqdnHeader);
        boolean labels = (fqdnHeader[0] & ClientName.FLAG_E) != 0;
        out.writeBytes(labels ? HostNames.toLabels(name) : text().getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
