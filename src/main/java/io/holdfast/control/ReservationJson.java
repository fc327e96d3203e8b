package io.holdfast.control;

import io.holdfast.address.HexText;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.Reservation;
import io.holdfast.wire.OptionDefinition;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reservations as Kea shows them. */
final class ReservationJson {

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private final ServerConfig config;

    ReservationJson(ServerConfig config) {
        this.config = config;
    }

    /** {@code hosts}. */
    Map<String, @Nullable Object> of(List<Reservation> reservations) {
        Map<String, @Nullable Object> answer = new TreeMap<>();
        answer.put("hosts", reservations.stream().map(this::of).toList());
        return answer;
    }

    Map<String, @Nullable Object> of(Reservation reservation) {
        Map<String, @Nullable Object> map = new TreeMap<>();
        HostIdentifier identifier = reservation.identifier();
        map.put(
                identifier.type().text(),
                switch (identifier.type()) {
                    case HW_ADDRESS, DUID -> HexText.format(identifier.bytes());
                    case CIRCUIT_ID, CLIENT_ID, FLEX_ID -> DIGITS.formatHex(identifier.bytes());
                });
        map.put("subnet-id", Integer.toUnsignedLong(reservation.subnetId()));
        map.put("hostname", reservation.hostname());
        map.put("client-classes", reservation.classes());
        map.put("option-data", reservation.options().stream().map(this::option).toList());
        String context = reservation.userContext();
        if (context != null) {
            map.put("user-context", json(context));
        }
        if (config.protocol() == Protocol.DHCP4) {
            four(map, reservation);
        } else {
            six(map, reservation);
        }
        return map;
    }

    private static void four(Map<String, @Nullable Object> map, Reservation reservation) {
        if (reservation.address() != null) {
            map.put("ip-address", reservation.address().toString());
        }
        map.put(
                "next-server",
                reservation.nextServer() == null
                        ? "0.0.0.0"
                        : reservation.nextServer().toString());
        map.put("server-hostname", reservation.serverHostname());
        map.put("boot-file-name", reservation.bootFileName());
    }

    private static void six(Map<String, @Nullable Object> map, Reservation reservation) {
        List<Reservation.ReservedLease> prefixes = reservation.leases().stream()
                .filter(Reservation.ReservedLease::delegated)
                .toList();
        map.put(
                "ip-addresses",
                reservation.leases().stream()
                        .filter(lease -> !lease.delegated())
                        .map(lease -> lease.prefix().network().toString())
                        .toList());
        map.put(
                "prefixes",
                prefixes.stream().map(lease -> lease.prefix().toString()).toList());
        if (prefixes.stream().anyMatch(lease -> lease.excluded() != null)) {
            map.put(
                    "excluded-prefixes",
                    prefixes.stream()
                            .map(lease -> lease.excluded() == null
                                    ? ""
                                    : lease.excluded().toString())
                            .toList());
        }
    }

    private Map<String, @Nullable Object> option(HostOption option) {
        Map<String, @Nullable Object> map = new TreeMap<>();
        map.put("space", option.space());
        map.put("code", (long) option.code());
        OptionDefinition definition = config.definitions().find(option.space(), option.code());
        if (definition != null) {
            map.put("name", definition.name());
        }
        byte[] payload = option.payload() == null ? new byte[0] : option.payload();
        if (option.formatted() != null || !option.neverSend() || payload.length > 0) {
            map.put("csv-format", option.formatted() != null);
            map.put("data", option.formatted() != null ? option.formatted() : DIGITS.formatHex(payload));
        }
        map.put("always-send", option.alwaysSend());
        map.put("never-send", option.neverSend());
        if (!option.classes().isEmpty()) {
            map.put("client-classes", option.classes());
        }
        if (option.userContext() != null) {
            map.put("user-context", json(option.userContext()));
        }
        return map;
    }

    /** What somebody else wrote into a database need not be JSON. */
    private static @Nullable Object json(String text) {
        try {
            return JsonReader.parse(text, "<user context>").root().plain();
        } catch (ConfigException _) {
            return text;
        }
    }
}
