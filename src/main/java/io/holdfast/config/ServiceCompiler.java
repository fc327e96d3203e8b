package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import io.holdfast.config.SanityChecks.LeaseChecks;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The maps that set one record each: interfaces, lanes, reclamation, sanity checks, compatibility. */
final class ServiceCompiler {

    private final Section global;
    private final Problems problems;

    ServiceCompiler(Section global, Problems problems) {
        this.global = global;
        this.problems = problems;
    }

    InterfacesConfig interfaces() {
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
                section.text("dhcp-socket-type").equals("raw"),
                section.text("outbound-interface").equals("use-routing"),
                section.flag("re-detect"),
                section.flag("service-sockets-require-all"),
                (int) section.whole("service-sockets-max-retries"),
                section.whole("service-sockets-retry-wait-time"));
    }

    /** What is wrong with {@code *}, a name, or name/address; null when it is well. */
    private static @Nullable String wrongInterface(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        if (name.isBlank() || (slash >= 0 && name.equals("*"))) {
            return "is not *, an interface, or interface/address";
        }
        try {
            return slash >= 0 && Ipv4Address.parse(text.substring(slash + 1)).isUnspecified()
                    ? "needs an address other than 0.0.0.0"
                    : null;
        } catch (IllegalArgumentException e) {
            return "has something after the '/' that is no IPv4 address";
        }
    }

    LaneSettings lanes() {
        Section section = global.section("multi-threading");
        return new LaneSettings(section.flag("enable-multi-threading"), (int) section.whole("thread-pool-size"), (int)
                section.whole("packet-queue-size"));
    }

    ReclaimSettings reclaim() {
        Section section = global.section("expired-leases-processing");
        return new ReclaimSettings(
                section.whole("reclaim-timer-wait-time"),
                section.whole("flush-reclaimed-timer-wait-time"),
                section.whole("hold-reclaimed-time"),
                (int) Math.min(section.whole("max-reclaim-leases"), Integer.MAX_VALUE),
                (int) section.whole("max-reclaim-time"),
                (int) section.whole("unwarned-reclaim-cycles"));
    }

    SanityChecks sanityChecks() {
        Section section = global.section("sanity-checks");
        return new SanityChecks(
                LeaseChecks.valueOf(constant(section.text("lease-checks"))),
                ExtendedInfoChecks.valueOf(constant(section.text("extended-info-checks"))));
    }

    ServerConfig4.Compatibility compatibility() {
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
