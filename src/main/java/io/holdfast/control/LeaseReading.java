package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.config.ServerConfig;
import io.holdfast.lease.Lease;
import java.util.List;
import java.util.stream.Stream;

/** A lease as {@code lease4-add}, {@code lease6-update} and the like are given it. */
final class LeaseReading {

    private static final Argument ADDRESS = required("ip-address", Argument.Kind.TEXT, "The address.");
    private static final List<Argument> FIELDS4 = List.of(
            required("hw-address", Argument.Kind.TEXT, "The client's hardware address in hexadecimal."),
            optional("client-id", Argument.Kind.TEXT, "The client identifier in hexadecimal."));
    private static final List<Argument> FIELDS6 = List.of(
            required("duid", Argument.Kind.TEXT, "The client's DUID in hexadecimal."),
            required("iaid", Argument.Kind.INTEGER, "The client's identity association."),
            optional("type", Argument.Kind.TEXT, "\"IA_NA\" for an address (default), \"IA_PD\" for a prefix."),
            optional("prefix-len", Argument.Kind.INTEGER, "With IA_PD, where it must be: the length of the prefix."),
            optional("preferred-lft", Argument.Kind.INTEGER, "Seconds it is preferred; absent: as long as it lives."),
            optional("hw-address", Argument.Kind.TEXT, "The client's hardware address in hexadecimal."));
    private static final List<Argument> FIELDS = List.of(
            optional("subnet-id", Argument.Kind.INTEGER, "The subnet; absent or 0: the one that holds the address."),
            optional("pool-id", Argument.Kind.INTEGER, "The pool; absent: that of the pool that holds the address."),
            optional("valid-lft", Argument.Kind.INTEGER, "Seconds the lease lives; absent: as the subnet says."),
            optional("expire", Argument.Kind.INTEGER, "When it ends, seconds since 1970; absent: it begins now."),
            optional("cltt", Argument.Kind.INTEGER, "As commands show it; the end is set by expire, not by this."),
            optional("fqdn-fwd", Argument.Kind.BOOLEAN, "Whether a forward DNS record was made."),
            optional("fqdn-rev", Argument.Kind.BOOLEAN, "Whether a reverse DNS record was made."),
            optional("hostname", Argument.Kind.TEXT, "The client's name."),
            optional("state", Argument.Kind.INTEGER, "A number as in lease-get-by-state (0)."),
            optional("user-context", Argument.Kind.MAP, "Anything; kept with the lease."),
            optional("comment", Argument.Kind.TEXT, "Kept inside the user context."));

    /** The lease does not fit the configuration: result 4, not 1. */
    static final class UnfitException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfitException(String text) {
            super(text);
        }
    }

    private LeaseReading() {}

    /** What {@link #read} reads. */
    static List<Argument> fields(LeaseWords words) {
        List<Argument> own = switch (words) {
            case V4 -> FIELDS4;
            case V6 -> FIELDS6;
        };
        return Stream.of(List.of(ADDRESS), own, FIELDS).flatMap(List::stream).toList();
    }

    /**
     * @param now seconds since 1970
     * @throws UnfitException when no configured subnet fits
     */
    static Lease read(ServerConfig config, Arguments arguments, long now) {
        return switch (config.protocol()) {
            case DHCP4 -> LeaseReading4.read(config, arguments, now);
            case DHCP6 -> LeaseReading6.read(config, arguments, now);
        };
    }
}
