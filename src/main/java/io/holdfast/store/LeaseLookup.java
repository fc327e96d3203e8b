package io.holdfast.store;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of one batch, sorted by kind: addresses, and clients in one subnet each. */
public final class LeaseLookup {

    /** {@code question} is the position among the batch's questions. */
    public record AddressEntry(int question, IpAddress address) {}

    /** At least one of identifier and hardware address is present. */
    public record ClientEntry(
            int question,
            @Nullable ClientIdentifier clientId,
            @Nullable HardwareAddress hardware,
            int subnetId) {}

    private final List<AddressEntry> addresses = new ArrayList<>();
    private final List<ClientEntry> clients = new ArrayList<>();

    static LeaseLookup of(List<? extends LeaseQuestion> questions) {
        LeaseLookup lookup = new LeaseLookup();
        for (int i = 0; i < questions.size(); i++) {
            switch (questions.get(i)) {
                case LeaseQuestion.OfAddress(IpAddress address) -> lookup.addresses.add(new AddressEntry(i, address));
                case LeaseQuestion.OfClient(var client, List<Integer> subnets) -> {
                    for (int subnet : subnets) {
                        lookup.clients.add(new ClientEntry(i, client.clientId(), client.hardware(), subnet));
                    }
                }
                case LeaseQuestion.OfDuid _ -> throw new IllegalArgumentException("lease4 has no DUIDs");
            }
        }
        return lookup;
    }

    public List<AddressEntry> addresses() {
        return addresses;
    }

    public List<ClientEntry> clients() {
        return clients;
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && clients.isEmpty();
    }
}
