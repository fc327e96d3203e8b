package io.holdfast.control.remote;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.HostPort;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which database the argument {@code remote} means: the first that has all that it says. */
final class TargetChoice {

    static final Argument REMOTE = Argument.optional(
            "remote",
            Argument.Kind.MAP,
            "Which of the config-databases: its type, its host, and with that its port (the first).");

    private static final int HIGHEST_PORT = 65_535;

    private static final List<Argument> PARTS = List.of(
            Argument.optional("type", Argument.Kind.TEXT, "mysql or postgresql."),
            Argument.optional("host", Argument.Kind.TEXT, "As in the configuration."),
            Argument.optional("port", Argument.Kind.INTEGER, "Of that host."));

    private TargetChoice() {}

    /** @throws RefusedException when there is none */
    static ConfigTarget of(List<ConfigTarget> targets, Arguments arguments) {
        if (targets.isEmpty()) {
            throw new RefusedException("the configuration names no config-databases, so that there is none to ask");
        }
        if (!arguments.has("remote")) {
            return targets.getFirst();
        }
        Arguments remote = Arguments.check("remote", "'remote'", Phrasing.PLAIN, PARTS, arguments.node("remote"));
        if (remote.has("port") && !remote.has("host")) {
            throw new RefusedException("'port' in 'remote' can only be given together with 'host'");
        }
        long port = remote.integer("port", 1);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new RefusedException("'port' in 'remote' must be from 1 to " + HIGHEST_PORT + ", not " + port);
        }
        return targets.stream()
                .filter(target -> fits(target.settings(), remote))
                .findFirst()
                .orElseThrow(() -> new RefusedException("no configuration database is " + asked(remote) + "; there is "
                        + targets.stream()
                                .map(target -> target.settings().toString())
                                .collect(Collectors.joining(", "))));
    }

    private static boolean fits(BackendSettings settings, Arguments remote) {
        String type = settings.type().name().toLowerCase(Locale.ROOT);
        return type.equals(remote.text("type", type))
                && (!remote.has("host")
                        || settings.hosts().stream().anyMatch(each -> fits(each, settings.type(), remote)));
    }

    private static boolean fits(HostPort each, BackendSettings.Type type, Arguments remote) {
        long port = each.port() == 0 ? standardPort(type) : each.port();
        return each.host().equalsIgnoreCase(remote.text("host")) && port == remote.integer("port", port);
    }

    /** Where servers of a kind of database are found when the configuration names no port. */
    private static long standardPort(BackendSettings.Type type) {
        return switch (type) {
            case MYSQL -> 3306;
            case POSTGRESQL -> 5432;
            case MEMFILE -> 0;
        };
    }

    private static String asked(Arguments remote) {
        String type = remote.has("type") ? "of type '" + remote.text("type") + "'" : "there";
        String host = remote.has("host") ? " at '" + remote.text("host") + "'" : "";
        String port = remote.has("port") ? " port " + remote.integer("port", 0) : "";
        return type + host + port;
    }
}
