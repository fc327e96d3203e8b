package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ADDR-REG-INFORM (RFC 9686 §4): a client tells an address it has made itself, from that very address. It is kept in the
 * state registered, and no pool hands it out.
 */
final class Registering {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);
    private static final Decision NOT_ALLOWED = new Decision.Silence(DropReason.UNHANDLED_TYPE);
    private static final Decision VIOLATION = new Decision.Silence(DropReason.RFC_VIOLATION);

    private final AddressChoice6 choice;
    private final boolean allowed;

    Registering(AddressChoice6 choice, boolean allowed) {
        this.choice = choice;
        this.allowed = allowed;
    }

    Decision decide(Exchange6 x, long now) {
        Link6 link = x.link;
        if (!allowed) {
            return NOT_ALLOWED;
        }
        if (link == null) {
            return NO_SUBNET;
        }
        IaLease6 told = x.query().registered();
        ServedSubnet6 served = told == null ? null : link.around(told.address());
        return told == null || served == null ? VIOLATION : decide(x, served, told, now);
    }

    private static Decision decide(Exchange6 x, ServedSubnet6 served, IaLease6 told, long now) {
        Ipv6Address address = told.address();
        if (!address.equals(x.query().clientAddress())) {
            return VIOLATION;
        }
        HostAnswer others = Reserving.others(x, served.subnet(), IaType.NA, told.prefix());
        Decision question = x.askUnknown(List.of(address));
        if (question != null || others == null) {
            return question != null ? question : x.inquiry.ask();
        }
        if (!others.reservations().isEmpty()) {
            return VIOLATION;
        }
        x.served = served;
        Lease6 row = x.known.row(address);
        boolean again = row != null && row.state() == LeaseState.REGISTERED;
        if (row != null && !again && !row.isVacant(now)) {
            return VIOLATION;
        }
        x.verdict.registered = lease(x, served, told, again ? row : null, now);
        x.verdict.replyType = MessageType6.ADDR_REG_REPLY;
        return new Decision.Answer(List.of(
                row != null && again
                        ? new LeaseChange.Renew(row, x.verdict.registered)
                        : new LeaseChange.Grant(row, x.verdict.registered)));
    }

    private static Lease6 lease(Exchange6 x, ServedSubnet6 served, IaLease6 told, @Nullable Lease6 before, long now) {
        Query6 query = x.query();
        ClientHardware hardware = query.hardware();
        return new Lease6(
                told.address(),
                IaType.NA,
                Lease6.ADDRESS_LENGTH,
                query.client(),
                0,
                told.preferredLifetime(),
                told.validLifetime(),
                now,
                served.id(),
                false,
                false,
                ClientName6.forLease(x, told.address()),
                hardware == null ? null : hardware.address(),
                hardware == null ? 0 : hardware.source(),
                LeaseState.REGISTERED,
                before == null ? null : before.userContext(),
                0);
    }

    void committed(Exchange6 x) {
        if (x.verdict.registered != null) {
            choice.occupied(x.verdict.registered);
        }
    }
}
