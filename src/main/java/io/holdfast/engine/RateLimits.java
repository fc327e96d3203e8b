package io.holdfast.engine;

import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.Limits;
import io.holdfast.config.Limits.Limit;
import io.holdfast.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which packets are too many for the classes they are in, or for their subnet, by one configuration. */
public final class RateLimits {

    private final ClassNames names;
    private final Map<Integer, Limit> ofClasses;
    private final Map<Integer, Limit> ofSubnets;
    private final boolean classes;
    private final boolean subnets;
    private final RateBook book;

    /** A class, by what its leases are counted under as well. */
    private record OfClass(String name) {}

    private record OfSubnet(int id) {}

    public RateLimits(ServerConfig config, RateBook book) {
        Limits limits = config.features().limits();
        this.book = book;
        names = config.classes().classifier().names();
        ofClasses = limits == null ? Map.of() : limits.ofClasses();
        ofSubnets = limits == null ? Map.of() : limits.ofSubnets();
        classes = ofClasses.values().stream().anyMatch(limit -> limit.rate() != null);
        subnets = ofSubnets.values().stream().anyMatch(limit -> limit.rate() != null);
    }

    /** Whether a packet in these classes, which it is before anything is known of its client, is one too many. */
    public @Nullable DropReason refuse(ClientClasses packet) {
        if (!classes) {
            return null;
        }
        List<RateBook.Entry> entries = new ArrayList<>();
        for (int i = 0; i < packet.size(); i++) {
            int id = packet.get(i);
            Limit limit = ofClasses.get(id);
            if (limit != null && limit.rate() != null) {
                String spawned = packet.spawned(id);
                entries.add(new RateBook.Entry(new OfClass(spawned == null ? names.name(id) : spawned), limit.rate()));
            }
        }
        return entries.isEmpty() || book.admit(entries) ? null : DropReason.CLASS_RATE;
    }

    /** Whether a packet is one too many for the subnet it was found to be in. */
    public @Nullable DropReason refuse(int subnetId) {
        if (!subnets) {
            return null;
        }
        Limit limit = ofSubnets.get(subnetId);
        return limit == null
                        || limit.rate() == null
                        || book.admit(List.of(new RateBook.Entry(new OfSubnet(subnetId), limit.rate())))
                ? null
                : DropReason.SUBNET_RATE;
    }
}
