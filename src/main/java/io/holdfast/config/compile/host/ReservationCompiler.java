package io.holdfast.config.compile.host;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.BootFieldCompiler;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.Reservation;
import io.holdfast.host.Reservation.ReservedLease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one map of {@code reservations} into a reservation. */
final class ReservationCompiler {

    /** As much as the option for names holds, and the column of a database. */
    private static final int MAX_HOSTNAME = 255;

    private final Protocol protocol;
    private final OptionCompiler options;
    private final BootFieldCompiler boot;
    private final ReservedLeases leases;
    private final Problems problems;

    ReservationCompiler(Protocol protocol, OptionCompiler options, Problems problems) {
        this.protocol = protocol;
        this.options = options;
        this.boot = new BootFieldCompiler(problems);
        this.leases = new ReservedLeases(problems);
        this.problems = problems;
    }

    /** Null when the client cannot be told, or something reserved cannot be read; all problems are reported. */
    @Nullable
    Reservation compile(Section section, int subnetId) {
        HostIdentifier identifier = identifier(section);
        boolean four = protocol == Protocol.DHCP4;
        Ipv4Address address = four ? leases.address(section) : null;
        List<ReservedLease> reserved = four ? List.of() : leases.leases(section);
        Scope only = new Scope(section);
        Ipv4Address nextServer = four ? boot.nextServer(only) : Ipv4Address.UNSPECIFIED;
        if (nextServer.equals(Ipv4Address.BROADCAST)) {
            problems.error(section.at("next-server"), section.path("next-server"), nextServer + " is nobody's address");
        }
        List<HostOption> carried = options(section);
        String hostname = hostname(section);
        return identifier == null
                ? null
                : new Reservation(
                        identifier,
                        subnetId,
                        address,
                        reserved,
                        hostname,
                        classes(section),
                        carried,
                        nextServer.isUnspecified() ? null : nextServer,
                        four ? boot.serverHostname(only) : "",
                        four ? boot.bootFileName(only) : "",
                        context(section),
                        0);
    }

    private @Nullable HostIdentifier identifier(Section section) {
        List<HostIdentifier.Type> given =
                types().stream().filter(type -> section.has(type.text())).toList();
        if (given.size() != 1) {
            problems.error(
                    given.isEmpty() ? section.at() : section.at(given.get(1).text()),
                    given.isEmpty() ? section.path() : section.path(given.get(1).text()),
                    given.isEmpty()
                            ? "needs one of " + names()
                            : "a client has one identifier, and '"
                                    + given.getFirst().text() + "' is given");
            return null;
        }
        String name = given.getFirst().text();
        try {
            return IdentifierText.parse(given.getFirst(), section.text(name));
        } catch (IllegalArgumentException e) {
            problems.error(section.at(name), section.path(name), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private List<HostIdentifier.Type> types() {
        return HostPolicyCompiler.types(protocol);
    }

    private String names() {
        return types().stream().map(HostIdentifier.Type::text).collect(Collectors.joining(", "));
    }

    private String hostname(Section section) {
        String hostname = section.text("hostname");
        if (hostname.length() > MAX_HOSTNAME) {
            problems.error(
                    section.at("hostname"),
                    section.path("hostname"),
                    "is " + hostname.length() + " characters long, at most " + MAX_HOSTNAME + " fit");
        }
        return hostname;
    }

    private static List<String> classes(Section section) {
        return section.texts("client-classes").stream()
                .map(text -> text.value().strip())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private List<HostOption> options(Section section) {
        List<HostOption> all = new ArrayList<>();
        for (Section data : section.sections("option-data")) {
            ConfiguredOption option = options.option(data);
            if (option != null) {
                all.add(new HostOption(
                        option.space(),
                        option.code(),
                        option.payload(),
                        formatted(data, option),
                        option.alwaysSend(),
                        option.neverSend(),
                        classes(data),
                        context(data)));
            }
        }
        return all;
    }

    /** What databases keep in place of the payload, and commands show: the text, where it is not hexadecimal. */
    private static @Nullable String formatted(Section data, ConfiguredOption option) {
        String text = data.text("data");
        boolean hexadecimal = option.definition() == null || Boolean.FALSE.equals(data.flagGiven("csv-format"));
        return hexadecimal || text.isEmpty() ? null : text;
    }

    /** As in Kea, a comment is a part of the context. */
    private static @Nullable String context(Section section) {
        Map<String, @Nullable Object> context = section.dict().get("user-context") instanceof JsonNode.Dict given
                ? given.plain()
                : new LinkedHashMap<>();
        String comment = section.textGiven("comment");
        if (comment != null) {
            context.put("comment", comment);
        }
        return context.isEmpty() && !section.has("user-context") ? null : JsonWriter.compact(context);
    }
}
