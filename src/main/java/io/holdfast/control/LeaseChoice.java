package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.config.json.JsonNode;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One lease as commands choose it: by its address, or by a subnet and an identifier of its client. */
sealed interface LeaseChoice {

    /** @param type absent for DHCPv4 */
    record OfAddress(IpAddress address, @Nullable IaType type) implements LeaseChoice {

        @Override
        public @Nullable Lease find(LeaseStore store) {
            return store.find(List.of(new LeaseQuestion.OfAddress(address))).getFirst().stream()
                    .filter(lease -> !(lease instanceof Lease6 six) || six.type() == type)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** DHCPv4: the first lease that passes. */
    record OfClient(LeaseFilter filter) implements LeaseChoice {

        @Override
        public @Nullable Lease find(LeaseStore store) {
            return store.page(filter, 1).stream().findFirst().orElse(null);
        }
    }

    /** DHCPv6: the first lease of this association in the subnet. */
    record OfAssociation(Duid duid, IaType type, int iaid, int subnetId) implements LeaseChoice {

        @Override
        public @Nullable Lease find(LeaseStore store) {
            return store.find(List.of(new LeaseQuestion.OfDuid(duid, List.of(subnetId)))).getFirst().stream()
                    .filter(lease -> lease instanceof Lease6 six && six.type() == type && six.iaid() == iaid)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** The lease that is chosen; absent when there is none. */
    @Nullable
    Lease find(LeaseStore store);

    /** What {@link #of} reads. */
    static List<Argument> arguments(LeaseWords words) {
        List<Argument> both = List.of(
                optional("ip-address", Argument.Kind.TEXT, "The lease of this address."),
                optional("subnet-id", Argument.Kind.INTEGER, "With an identifier: the subnet of the lease."));
        return switch (words) {
            case V4 ->
                with(
                        both,
                        optional("identifier-type", Argument.Kind.TEXT, "\"hw-address\" or \"client-id\"."),
                        optional("identifier", Argument.Kind.TEXT, "Its bytes in hexadecimal."));
            case V6 ->
                with(
                        both,
                        optional("identifier-type", Argument.Kind.TEXT, "\"duid\"."),
                        optional("identifier", Argument.Kind.TEXT, "Its bytes in hexadecimal."),
                        optional("iaid", Argument.Kind.INTEGER, "With an identifier: the association (0)."),
                        optional(
                                "type",
                                Argument.Kind.TEXT,
                                "\"IA_NA\" for an address (default), \"IA_PD\" for a prefix."));
        };
    }

    private static List<Argument> with(List<Argument> both, Argument... more) {
        return Stream.concat(both.stream(), Stream.of(more)).toList();
    }

    /** @throws RefusedException when nothing is chosen, or nothing that there is */
    static LeaseChoice of(LeaseWords words, Arguments arguments) {
        IaType type = words == LeaseWords.V6 ? LeaseArguments.type(arguments) : null;
        if (arguments.has("ip-address")) {
            return new OfAddress(LeaseArguments.address(words, arguments, "ip-address"), type);
        }
        if (!arguments.has("subnet-id")) {
            throw new RefusedException("Mandatory 'subnet-id' parameter missing.");
        }
        int subnetId = (int) arguments.unsigned("subnet-id", 0);
        String kind = identifierPart(arguments, "identifier-type");
        identifierPart(arguments, "identifier");
        LeaseChoice choice =
                type == null ? client(subnetId, kind, arguments) : association(subnetId, type, kind, arguments);
        if (choice == null) {
            throw new RefusedException(
                    List.of("hw-address", "client-id", "duid").contains(kind)
                            ? "Query by " + kind + " is not allowed in " + (type == null ? "v4." : "v6.")
                            : "Identifier type " + kind + " is not supported.");
        }
        return choice;
    }

    private static @Nullable LeaseChoice client(int subnetId, String kind, Arguments arguments) {
        LeaseFilter inSubnet = LeaseFilter.ALL.inSubnets(Set.of(subnetId));
        return switch (kind) {
            case "hw-address" -> new OfClient(inSubnet.withHardware(LeaseArguments.hardware(arguments, "identifier")));
            case "client-id" -> new OfClient(inSubnet.withClientId(LeaseArguments.clientId(arguments, "identifier")));
            default -> null;
        };
    }

    private static @Nullable LeaseChoice association(int subnetId, IaType type, String kind, Arguments arguments) {
        return kind.equals("duid")
                ? new OfAssociation(
                        LeaseArguments.duid(arguments, "identifier"),
                        type,
                        (int) arguments.unsigned("iaid", 0),
                        subnetId)
                : null;
    }

    private static String identifierPart(Arguments arguments, String name) {
        if (!(arguments.node(name) instanceof JsonNode.Text(var _, String text))) {
            throw new RefusedException(
                    "No 'ip-address' provided and '" + name + "' is either missing or not a string.");
        }
        return text;
    }
}
