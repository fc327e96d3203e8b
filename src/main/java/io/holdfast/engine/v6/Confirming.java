package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.List;

/** CONFIRM (RFC 8415 §18.3.3): whether the client's addresses fit the link it is on. No answer where that cannot be told. */
final class Confirming {

    private static final Decision NO_SUBNET = new Decision.Silence(DropReason.NO_SUBNET);
    private static final Decision NO_ADDRESSES = new Decision.Silence(DropReason.RFC_VIOLATION);

    private Confirming() {}

    static Decision decide(Exchange6 x) {
        List<Ipv6Address> addresses = x.query().ias().stream()
                .filter(ia -> ia.type() == IaType.NA)
                .flatMap(ia -> ia.leases().stream())
                .map(IaLease6::address)
                .toList();
        Link6 link = x.link;
        if (addresses.isEmpty()) {
            return NO_ADDRESSES;
        }
        if (link == null) {
            return NO_SUBNET;
        }
        boolean fits = addresses.stream().allMatch(link::isOnLink);
        if (!fits && !x.hosts.certain()) { // reserved classes may lead it to another link
            return NO_SUBNET;
        }
        if (fits) {
            x.verdict.say(StatusCode6.SUCCESS, "all addresses are on this link");
        } else {
            x.verdict.say(StatusCode6.NOT_ON_LINK, "an address is not on this link");
        }
        return x.answer(MessageType6.REPLY);
    }
}
