package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.HostModes;
import io.holdfast.config.HostPolicy;
import io.holdfast.engine.HostRules;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.Reservation;
import org.jspecify.annotations.Nullable;

/** What reservations mean for addresses: the one a client is to have, and those it must not have. */
final class Reserving {

    /** An address that is reserved for a client, and where. */
    record Reserved(ServedSubnet served, Ipv4Address address) {}

    private final HostRules hosts;
    private final boolean unique;

    Reserving(HostPolicy policy, HostRules hosts) {
        this.hosts = hosts;
        unique = policy.uniqueAddresses();
    }

    /** Whether databases have to be asked about addresses. */
    boolean asks() {
        return hosts.asks();
    }

    /** Whether an address is reserved for one client only. */
    boolean unique() {
        return unique;
    }

    /**
     * The address reserved for the client: in the subnet that matters now, or in those that follow it on the link. A global
     * one counts where the subnet has the address.
     */
    @Nullable
    Reserved addressOf(Exchange4 x) {
        if (x.served == null || !x.hosts.known()) {
            return null;
        }
        int start = x.allowed.indexOf(x.served);
        for (int i = 0; i < x.allowed.size(); i++) {
            ServedSubnet served = x.allowed.get((start + i) % x.allowed.size());
            Ipv4Address address = addressIn(x, served);
            if (address != null) {
                return new Reserved(served, address);
            }
        }
        return null;
    }

    private static @Nullable Ipv4Address addressIn(Exchange4 x, ServedSubnet served) {
        Reservation own = x.hosts.own(served.subnet());
        if (own != null && own.address() != null) {
            boolean ignored = served.subnet().policy().hosts().outOfPool() && served.inPool(own.address());
            if (!ignored) {
                return own.address();
            }
        }
        Reservation global = x.hosts.global(served.subnet());
        Ipv4Address everywhere = global == null ? null : global.address();
        return everywhere != null && served.subnet().contains(everywhere) ? everywhere : null;
    }

    /** Whether this is known about an address of a subnet, so that it need not be asked. */
    boolean knows(Exchange4 x, ServedSubnet served, Ipv4Address address) {
        return !mayBeReserved(served, address) || of(x, served, address) != null;
    }

    /** It is asked with the next questions, if it has to be. */
    void prepare(Exchange4 x, ServedSubnet served, Ipv4Address address) {
        if (mayBeReserved(served, address)) {
            x.inquiry.addressHosts().prepare(address, Ipv4Address.BYTES * Byte.SIZE, served.hostScope());
        }
    }

    /** Whether only others have reserved the address; as far as is known. */
    boolean isOthers(Exchange4 x, ServedSubnet served, Ipv4Address address) {
        if (!mayBeReserved(served, address)) {
            return false;
        }
        HostAnswer answer = of(x, served, address);
        return answer != null && x.hosts.othersHave(answer);
    }

    private static @Nullable HostAnswer of(Exchange4 x, ServedSubnet served, Ipv4Address address) {
        return x.inquiry.addressHosts().of(address, Ipv4Address.BYTES * Byte.SIZE, served.hostScope());
    }

    /** As Kea: what is reserved everywhere keeps nobody from an address. */
    private boolean mayBeReserved(ServedSubnet served, Ipv4Address address) {
        if (hosts.isEmpty()) {
            return false;
        }
        HostModes modes = served.subnet().policy().hosts();
        return modes.inSubnet() && !(modes.outOfPool() && served.inPool(address));
    }
}
