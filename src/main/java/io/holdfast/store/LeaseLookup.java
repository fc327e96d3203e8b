package io.holdfast.store;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseQuestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of one batch, sorted by kind: addresses, and clients in one subnet each. */
public final class LeaseLookup {

    /** {@code question} is the position among the batch's questions. */
    public record AddressEntry(int question, Ipv4Address address) {}

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
                case LeaseQuestion.OfAddress(Ipv4Address address) -> lookup.addresses.add(new AddressEntry(i, address));
                case LeaseQuestion.OfClient(var client, List<Integer> subnets) -> {
                    for (int subnet : subnets) {
                        lookup.clients.add(new ClientEntry(i, client.clientId(), client.hardware(), subnet));
                    }
                }
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
