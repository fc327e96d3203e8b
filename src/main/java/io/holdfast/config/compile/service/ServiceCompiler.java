package io.holdfast.config.compile.service;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.InterfacesConfig;
import io.holdfast.config.LaneSettings;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.SanityChecks.LeaseChecks;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The maps that set one record each: interfaces, lanes, reclamation, sanity checks, compatibility. */
public final class ServiceCompiler {

    private final Protocol protocol;
    private final Section global;
    private final Problems problems;

    public ServiceCompiler(Protocol protocol, Section global, Problems problems) {
        this.protocol = protocol;
        this.global = global;
        this.problems = problems;
    }

    public InterfacesConfig interfaces() {
        Section section = global.section("interfaces-config");
        Set<String> seen = new HashSet<>();
        for (JsonNode.Text name : section.texts("interfaces")) {
            String wrong = seen.add(name.value()) ? wrongInterface(name.value()) : "is listed twice";
            if (wrong != null) {
                problems.error(name.at(), section.path("interfaces"), "'" + name.value() + "' " + wrong);
            }
        }
        return new InterfacesConfig(
                section.texts("interfaces").stream().map(JsonNode.Text::value).toList(),
                protocol == Protocol.DHCP4 && section.text("dhcp-socket-type").equals("raw"),
                protocol == Protocol.DHCP4 && section.text("outbound-interface").equals("use-routing"),
                section.flag("re-detect"),
                section.flag("service-sockets-require-all"),
                (int) section.whole("service-sockets-max-retries"),
                section.whole("service-sockets-retry-wait-time"));
    }

    /** What is wrong with {@code *}, a name, or name/address; null when it is well. */
    private @Nullable String wrongInterface(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        if (name.isBlank() || (slash >= 0 && name.equals("*"))) {
            return "is not *, an interface, or interface/address";
        }
        try {
            return slash < 0 ? null : wrongAddress(ProtocolTerms.address(protocol, text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return "has something after the '/' that is no " + (protocol == Protocol.DHCP4 ? "IPv4" : "IPv6")
                    + " address";
        }
    }

    private static @Nullable String wrongAddress(IpAddress address) {
        if (address.isUnspecified()) {
            return "needs an address other than " + address;
        }
        return address instanceof Ipv6Address six && six.isMulticast() ? "needs an address that is no group's" : null;
    }

    public LaneSettings lanes() {
        Section section = global.section("multi-threading");
        queue(section.flag("enable-multi-threading"));
        return new LaneSettings(section.flag("enable-multi-threading"), (int) section.whole("thread-pool-size"), (int)
                section.whole("packet-queue-size"));
    }

    /** Kea's queue is for a single thread; with several, Kea switches it off, too. */
    private void queue(boolean multiThreading) {
        Section section = global.section("dhcp-queue-control");
        String name = "enable-queue";
        if (section.flag(name) && multiThreading) {
            problems.warning(
                    section.at(name),
                    section.path(name),
                    "changes nothing with multi-threading: multi-threading.packet-queue-size bounds the queues");
        } else if (section.flag(name)) {
            problems.error(
                    section.at(name),
                    section.path(name),
                    "a queue before the lanes (multi-threading.packet-queue-size bounds theirs) is not built yet");
        }
    }

    public ReclaimSettings reclaim() {
        Section section = global.section("expired-leases-processing");
        return new ReclaimSettings(
                section.whole("reclaim-timer-wait-time"),
                section.whole("flush-reclaimed-timer-wait-time"),
                section.whole("hold-reclaimed-time"),
                (int) Math.min(section.whole("max-reclaim-leases"), Integer.MAX_VALUE),
                (int) section.whole("max-reclaim-time"),
                (int) section.whole("unwarned-reclaim-cycles"));
    }

    public SanityChecks sanityChecks() {
        Section section = global.section("sanity-checks");
        return new SanityChecks(
                LeaseChecks.valueOf(constant(section.text("lease-checks"))),
                ExtendedInfoChecks.valueOf(constant(section.text("extended-info-checks"))));
    }

    public boolean lenientOptionParsing() {
        return global.section("compatibility").flag("lenient-option-parsing");
    }

    public ServerConfig4.Compatibility compatibility() {
        Section section = global.section("compatibility");
        return new ServerConfig4.Compatibility(
                section.flag("lenient-option-parsing"),
                section.flag("ignore-dhcp-server-identifier"),
                section.flag("ignore-rai-link-selection"),
                section.flag("exclude-first-last-24"));
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
