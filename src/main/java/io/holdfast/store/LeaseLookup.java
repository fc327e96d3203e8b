package io.holdfast.store;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Lease6;
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

    /** A client of DHCPv6. */
    public record DuidEntry(int question, Duid duid, int subnetId) {}

    private final LeaseTable table;
    private final List<AddressEntry> addresses = new ArrayList<>();
    private final List<ClientEntry> clients = new ArrayList<>();
    private final List<DuidEntry> duids = new ArrayList<>();

    private LeaseLookup(LeaseTable table) {
        this.table = table;
    }

    static LeaseLookup of(LeaseTable table, List<? extends LeaseQuestion> questions) {
        LeaseLookup lookup = new LeaseLookup(table);
        for (int i = 0; i < questions.size(); i++) {
            lookup.add(i, questions.get(i));
        }
        return lookup;
    }

    private void add(int number, LeaseQuestion question) {
        switch (question) {
            case LeaseQuestion.OfAddress(IpAddress address) -> addresses.add(new AddressEntry(number, address));
            case LeaseQuestion.OfClient(var client, List<Integer> subnets) -> {
                require(LeaseTable.LEASE4, question);
                for (int subnet : subnets) {
                    clients.add(new ClientEntry(number, client.clientId(), client.hardware(), subnet));
                }
            }
            case LeaseQuestion.OfDuid(Duid duid, List<Integer> subnets) -> {
                require(LeaseTable.LEASE6, question);
                if (!duid.equals(Lease6.NOBODY)) {
                    for (int subnet : subnets) {
                        duids.add(new DuidEntry(number, duid, subnet));
                    }
                }
            }
        }
    }

    private void require(LeaseTable wanted, LeaseQuestion question) {
        if (table != wanted) {
            throw new IllegalArgumentException(table.title() + " cannot answer " + question);
        }
    }

    public List<AddressEntry> addresses() {
        return addresses;
    }

    public List<ClientEntry> clients() {
        return clients;
    }

    public List<DuidEntry> duids() {
        return duids;
    }

    /** Whether all questions are for addresses. */
    public boolean isOfAddresses() {
        return clients.isEmpty() && duids.isEmpty();
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && isOfAddresses();
    }
}
