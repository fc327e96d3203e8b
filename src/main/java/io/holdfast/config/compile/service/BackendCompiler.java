package io.holdfast.config.compile.service;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.ConfigSources;
import io.holdfast.config.HostPort;
import io.holdfast.config.compile.hook.HookLibrary;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code lease-database}, {@code hosts-databases} and {@code config-databases}; a parameter that the type does not have
 * is an error when it is used.
 */
public final class BackendCompiler {

    private final Problems problems;
    private final Set<HookLibrary> libraries;

    /** @param libraries named in hooks-libraries */
    public BackendCompiler(Problems problems, Set<HookLibrary> libraries) {
        this.problems = problems;
        this.libraries = libraries;
    }

    public BackendSettings leases(Section global) {
        Section section = global.section("lease-database");
        return compile(section, type(section), retryOnStartup(section));
    }

    /** In their order. */
    public List<BackendSettings> hosts(Section global) {
        List<Section> sections = new ArrayList<>(global.sections("hosts-databases"));
        Section single = global.sectionGiven("hosts-database");
        if (single != null) {
            if (!sections.isEmpty()) {
                problems.error(single.at(), single.path(), "'hosts-database' and 'hosts-databases' exclude each other");
            }
            sections.add(single);
        }
        List<BackendSettings> databases = new ArrayList<>();
        for (Section section : sections) {
            Type type = server(section);
            if (type != null) {
                databases.add(compile(section, type, section.flag("retry-on-startup")));
            }
        }
        return databases;
    }

    /** {@code config-control}; of each database only once, as in Kea. */
    public ConfigSources sources(Section global) {
        Section control = global.section("config-control");
        List<BackendSettings> databases = new ArrayList<>();
        for (Section section : control.sections("config-databases")) {
            Type type = server(section);
            if (type == null) {
                continue;
            }
            BackendSettings settings = compile(section, type, section.flag("retry-on-startup"));
            if (databases.stream().anyMatch(other -> other.toString().equals(settings.toString()))) {
                problems.error(section.at(), section.path(), "names the same database as one before it");
            }
            databases.add(settings);
        }
        return new ConfigSources(databases, (int) control.whole("config-fetch-wait-time"));
    }

    /** Neither reservations nor configuration are in a lease file. */
    private @Nullable Type server(Section section) {
        String type = section.textGiven("type");
        if (type == null) {
            if (section.dict().get("type") == null) {
                problems.error(section.at(), section.path(), "needs 'type' (mysql or postgresql)");
            }
            return null;
        }
        if (type.equals("memfile")) {
            problems.error(
                    section.at("type"), section.path("type"), "must be mysql or postgresql: a memfile has only leases");
            return null;
        }
        return Type.valueOf(constant(type));
    }

    private BackendSettings compile(Section section, Type type, boolean retryOnStartup) {
        misuse(section, type);
        return new BackendSettings(
                type,
                section.textOrNull("name"),
                section.textOrNull("user"),
                section.textOrNull("password"),
                section.textOrNull("password-file"),
                servers(section),
                section.flag("persist"),
                section.flag("readonly"),
                section.whole("lfc-interval"),
                section.whole("max-row-errors"),
                seconds(section, "connect-timeout"),
                seconds(section, "read-timeout"),
                seconds(section, "write-timeout"),
                seconds(section, "tcp-user-timeout"),
                section.whole("max-reconnect-tries"),
                section.whole("reconnect-wait-time"),
                OnFail.valueOf(constant(section.text("on-fail"))),
                retryOnStartup,
                new TlsCompiler(problems).compile(section, type));
    }

    private Type type(Section section) {
        String type = section.textGiven("type");
        if (type == null) {
            if (!section.dict().members().isEmpty() && section.dict().get("type") == null) {
                problems.error(section.at(), section.path(), "needs 'type' (memfile, mysql or postgresql)");
            }
            return Type.MEMFILE;
        }
        return Type.valueOf(constant(type));
    }

    /** Three weeks are for ever, and what the drivers can count in milliseconds. */
    private static int seconds(Section section, String name) {
        return (int) Math.min(section.whole(name), 2_000_000);
    }

    private List<HostPort> servers(Section section) {
        String host = section.textOrNull("host") == null ? "localhost" : section.text("host");
        int port = (int) section.whole("port");
        try {
            return HostPort.list(host, port);
        } catch (IllegalArgumentException e) {
            problems.error(section.at("host"), section.path("host"), String.valueOf(e.getMessage()));
            return List.of(new HostPort("localhost", port));
        }
    }

    /** Limits count leases, so that with them the server does not start without its leases, in Kea and here. */
    private boolean retryOnStartup(Section section) {
        boolean wanted = section.flag("retry-on-startup");
        if (wanted && libraries.contains(HookLibrary.LIMITS)) {
            problems.warning(
                    section.at("retry-on-startup"),
                    section.path("retry-on-startup"),
                    "retries at start-up are not attempted, because " + HookLibrary.LIMITS.text()
                            + " is configured and needs the leases from the beginning");
            return false;
        }
        return wanted;
    }

    private void misuse(Section section, Type type) {
        switch (type) {
            case MEMFILE ->
                only(
                        section,
                        "a database server",
                        List.of(
                                "max-reconnect-tries",
                                "reconnect-wait-time",
                                "read-timeout",
                                "write-timeout",
                                "tcp-user-timeout"));
            case MYSQL -> {
                connection(section);
                only(section, "postgresql", List.of("tcp-user-timeout"));
            }
            case POSTGRESQL -> {
                connection(section);
                only(section, "mysql", List.of("read-timeout", "write-timeout"));
            }
        }
    }

    private void connection(Section section) {
        if (section.textOrNull("name") == null) {
            problems.error(section.at(), section.path(), "needs 'name', the name of the database");
        }
        if (section.has("password") && section.has("password-file")) {
            problems.error(
                    section.at("password-file"),
                    section.path("password-file"),
                    "'password' and 'password-file' exclude each other");
        }
        Credentials.check(section, problems);
        endsAtOnce(section);
    }

    /** Kea's defaults, which an operator learns of in the first outage. */
    private void endsAtOnce(Section section) {
        boolean ends = !section.text("on-fail").equals("serve-retry-continue");
        if (ends && (section.whole("max-reconnect-tries") == 0 || section.whole("reconnect-wait-time") == 0)) {
            problems.warning(
                    section.at(),
                    section.path(),
                    "the server ends as soon as this database is lost once: give 'max-reconnect-tries' and"
                            + " 'reconnect-wait-time', or 'on-fail' serve-retry-continue");
        }
    }

    private void only(Section section, String whose, List<String> names) {
        for (String name : names) {
            if (section.whole(name) > 0) {
                problems.error(
                        section.at(name),
                        section.path(name),
                        "is a parameter of " + whose + ", not of " + section.text("type"));
            }
        }
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
