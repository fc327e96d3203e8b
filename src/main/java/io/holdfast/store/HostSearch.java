package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostQuestion;
import java.util.ArrayList;
import java.util.List;

/** The questions of one batch about reservations, as rows to be compared with the tables. */
public final class HostSearch {

    private static final int MAX_IDENTIFIER = 255;

    /** {@code question} is the position among the batch's questions. */
    public record ClientEntry(int question, HostIdentifier identifier, int subnetId) {}

    public record AddressEntry(int question, IpAddress address, int length, int subnetId) {}

    private final List<ClientEntry> clients = new ArrayList<>();
    private final List<AddressEntry> addresses = new ArrayList<>();

    HostSearch(List<? extends HostQuestion> questions) {
        for (int i = 0; i < questions.size(); i++) {
            add(i, questions.get(i));
        }
    }

    private void add(int number, HostQuestion question) {
        switch (question) {
            case HostQuestion.OfClient(var identifiers, var subnetIds) -> {
                for (HostIdentifier identifier : identifiers) {
                    if (isStorable(identifier)) {
                        subnetIds.forEach(subnet -> clients.add(new ClientEntry(number, identifier, subnet)));
                    }
                }
            }
            case HostQuestion.OfAddress(var address, var length, var subnetIds) ->
                subnetIds.forEach(subnet -> addresses.add(new AddressEntry(number, address, length, subnet)));
        }
    }

    /** No column holds others, so that no row can be for them. */
    private static boolean isStorable(HostIdentifier identifier) {
        int length = identifier.bytes().length;
        return length > 0 && length <= MAX_IDENTIFIER;
    }

    public List<ClientEntry> clients() {
        return clients;
    }

    public List<AddressEntry> addresses() {
        return addresses;
    }

    boolean isEmpty() {
        return clients.isEmpty() && addresses.isEmpty();
    }
}
