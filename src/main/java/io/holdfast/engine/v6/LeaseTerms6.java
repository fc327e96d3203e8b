package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.ClientClass;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.LeaseReuse;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client gets: the lease as it is to stand, and the change that makes it so. */
final class LeaseTerms6 {

    private LeaseTerms6() {}

    /**
     * Seconds the client gets, by the first wish it has and the bounds of the first of its classes that has any, else those
     * of the subnet.
     */
    record Span(long preferred, long valid) {

        static Span of(Exchange6 x, Subnet6 subnet, Ia6 ia) {
            IaLease6 wish = ia.leases().isEmpty() ? null : ia.leases().getFirst();
            Lifetimes byClass = first(x, ClientClass::valid);
            long valid = grant(byClass == null ? subnet.valid() : byClass, wish == null ? 0 : wish.validLifetime());
            Lifetimes preferredByClass = first(x, ClientClass::preferred);
            Lifetimes bounds = preferredByClass == null ? subnet.preferred() : preferredByClass;
            long preferred = bounds == null ? 0 : grant(bounds, wish == null ? 0 : wish.preferredLifetime());
            return new Span(preferred == 0 || preferred > valid ? share(valid) : preferred, valid);
        }

        /** Nobody loses anything of what it has. */
        static Span shortest(Exchange6 x, Subnet6 subnet, @Nullable Lease6 running, long now) {
            long age = running == null ? 0 : now - running.lastTransaction();
            Lifetimes byClass = first(x, ClientClass::valid);
            long valid = longer(
                    (byClass == null ? subnet.valid() : byClass).min(),
                    running == null ? 0 : running.validLifetime(),
                    age);
            Lifetimes preferredByClass = first(x, ClientClass::preferred);
            Lifetimes bounds = preferredByClass == null ? subnet.preferred() : preferredByClass;
            long preferred =
                    longer(bounds == null ? 0 : bounds.min(), running == null ? 0 : running.preferredLifetime(), age);
            return new Span(preferred == 0 || preferred > valid ? share(valid) : preferred, valid);
        }

        /** No longer than this, or than what the client has still. */
        Span atMost(long most, @Nullable Lease6 running, long now) {
            long left = running == null ? 0 : running.isInfinite() ? valid : running.expire() - now;
            long bounded = Math.min(valid, Math.max(most, left));
            return bounded == valid ? this : new Span(Math.min(preferred, share(bounded)), bounded);
        }

        private static long longer(long least, long stored, long age) {
            return stored == Lease.INFINITE ? stored : Math.max(least, stored - age);
        }

        private static @Nullable Lifetimes first(Exchange6 x, Function<ClientClass, @Nullable Lifetimes> bounds) {
            for (int i = 0; i < x.classes.size(); i++) {
                ClientClass each = x.engine.classes.find(x.classes.get(i));
                Lifetimes its = each == null ? null : bounds.apply(each);
                if (its != null) {
                    return its;
                }
            }
            return null;
        }

        /** Zeros leave it to the server (RFC 8415 §18.2.1). */
        private static long grant(Lifetimes bounds, long wish) {
            return bounds.grant(wish == 0 ? null : wish);
        }

        /** As Kea, five eighths where nothing sensible is said; what never ends is preferred for ever. */
        private static long share(long valid) {
            return valid == Lease.INFINITE ? Lease.INFINITE : valid * 5 / 8;
        }
    }

    /**
     * The lease of a place for an association.
     *
     * @param expected the row there; what it holds beyond the client's data is kept when it is the association's own
     */
    static Lease6 lease(
            Exchange6 x, ServedSubnet6 served, IaBench bench, Ipv6Prefix place, @Nullable Lease6 expected, long now) {
        Query6 query = x.query();
        boolean own = expected != null && KnownLeases.belongs(expected, bench.holder);
        String context = expected != null && own ? expected.userContext() : null;
        RelayInfo relay = served.subnet().storeExtendedInfo() ? RelayInfo.in(query.message()) : null;
        Lease6 running = expected != null && own && !expected.isVacant(now) ? expected : null;
        Span span = Span.of(x, served.subnet(), bench.ia);
        if (isCrowded(x, served, bench, place)) {
            span = Span.shortest(x, served.subnet(), running, now);
        }
        if (x.isUncertain()) {
            span = span.atMost(x.engine.settings.uncertainLifetime(), running, now);
        }
        ClientHardware hardware = query.hardware();
        Ipv6Address named = bench.type() == IaType.NA ? place.network() : null;
        return new Lease6(
                place.network(),
                bench.type(),
                place.length(),
                bench.holder.duid(),
                bench.holder.iaid(),
                span.preferred(),
                span.valid(),
                now,
                served.id(),
                false,
                false,
                ClientName6.forLease(x, named),
                hardware == null ? null : hardware.address(),
                hardware == null ? 0 : hardware.source(),
                LeaseState.DEFAULT,
                x.engine.limits.putInto(relay == null ? context : relay.putInto(context), x.classes),
                served.poolId(bench.type(), place));
    }

    /** The lease as it is to be told of when it need not be stored again; absent when it must. */
    static @Nullable Lease6 reused(
            Exchange6 x, ServedSubnet6 served, IaBench bench, @Nullable Lease6 expected, Lease6 next, long now) {
        boolean running = expected != null
                && !expected.isVacant(now)
                && KnownLeases.belongs(expected, bench.holder)
                && x.known.has(expected.address());
        boolean stays = x.query().duty() != Duty6.SOLICIT || Assigning.isRapid(x);
        Ipv6Address named = bench.type() == IaType.NA ? next.address() : null;
        return running && stays && !ClientName6.isMade(x, named)
                ? LeaseReuse.of(expected, next, served.subnet().policy().caching())
                : null;
    }

    /**
     * Whether so many of the prefixes that the client could have are delegated that leases are to be short. Not that of a
     * prefix which nobody else could have from the pools.
     */
    private static boolean isCrowded(Exchange6 x, ServedSubnet6 served, IaBench bench, Ipv6Prefix place) {
        double threshold = served.subnet().policy().adaptiveThreshold();
        return threshold < 1
                && bench.type() == IaType.PD
                && served.inPoolFor(x.classes, IaType.PD, place)
                && x.engine.choice.use(served, place.length(), x.classes).share() >= threshold;
    }

    static LeaseChange change(Exchange6 x, @Nullable Lease6 expected, Lease6 next, IaBench bench, long now) {
        boolean own = expected != null && KnownLeases.belongs(expected, bench.holder);
        if (expected != null && own && !expected.isVacant(now)) {
            return new LeaseChange.Renew(expected, next);
        }
        // As in Kea, one that is over and still counted is renewed as if it had not been.
        boolean counted = own && expected != null && expected.state() == LeaseState.DEFAULT;
        return new LeaseChange.Grant(
                expected, next, counted ? List.of() : x.engine.limits.of(x.classes, next.subnetId(), next.type()));
    }
}
