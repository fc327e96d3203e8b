package io.holdfast.host;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.host.Reservation.ReservedLease;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reservations for tests. */
public final class ReservationBuilder {

    private HostIdentifier identifier;
    private int subnetId = 1;
    private @Nullable Ipv4Address address;
    private final List<ReservedLease> leases = new ArrayList<>();
    private String hostname = "";
    private List<String> classes = List.of();
    private final List<HostOption> options = new ArrayList<>();
    private @Nullable Ipv4Address nextServer;
    private String serverHostname = "";
    private String bootFileName = "";
    private @Nullable String userContext;

    private ReservationBuilder(HostIdentifier identifier) {
        this.identifier = identifier;
    }

    public static HostIdentifier hardware(String hex) {
        return identifier(HostIdentifier.Type.HW_ADDRESS, hex);
    }

    public static HostIdentifier identifier(HostIdentifier.Type type, String hex) {
        return new HostIdentifier(type, HexFormat.of().parseHex(hex));
    }

    public static ReservationBuilder of(HostIdentifier identifier) {
        return new ReservationBuilder(identifier);
    }

    /** A client with this hardware address. */
    public static ReservationBuilder of(String hex) {
        return of(hardware(hex));
    }

    public ReservationBuilder in(int subnet) {
        subnetId = subnet;
        return this;
    }

    public ReservationBuilder address(String text) {
        address = Ipv4Address.parse(text);
        return this;
    }

    public ReservationBuilder address6(String text) {
        leases.add(new ReservedLease(Ipv6Prefix.parse(text + "/128"), false, null));
        return this;
    }

    public ReservationBuilder prefix(String text, @Nullable String excluded) {
        leases.add(
                new ReservedLease(Ipv6Prefix.parse(text), true, excluded == null ? null : Ipv6Prefix.parse(excluded)));
        return this;
    }

    public ReservationBuilder hostname(String name) {
        hostname = name;
        return this;
    }

    public ReservationBuilder classes(String... names) {
        classes = List.of(names);
        return this;
    }

    public ReservationBuilder option(HostOption option) {
        options.add(option);
        return this;
    }

    public ReservationBuilder boot(String next, String server, String file) {
        nextServer = Ipv4Address.parse(next);
        serverHostname = server;
        bootFileName = file;
        return this;
    }

    public ReservationBuilder context(String json) {
        userContext = json;
        return this;
    }

    public Reservation build() {
        return new Reservation(
                identifier,
                subnetId,
                address,
                leases,
                hostname,
                classes,
                options,
                nextServer,
                serverHostname,
                bootFileName,
                userContext,
                0);
    }
}
