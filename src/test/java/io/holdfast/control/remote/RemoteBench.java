package io.holdfast.control.remote;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.RevisionPassed;
import io.holdfast.control.CommandRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;

/** The {@code remote-*} commands of one protocol on databases in memory; requests and answers are JSON text. */
final class RemoteBench implements ConfigTargets {

    private static final String DATABASES = """
            "config-control": {"config-databases": [
              {"type": "mysql", "name": "kea", "host": "db1", "user": "kea", "password": "not to be seen"},
              {"type": "postgresql", "name": "kea", "host": "db2", "port": 5433, "user": "kea"}]},
            "option-def": [{"name": "sight", "code": 230, "type": "uint8"}],
            """;

    private final Protocol protocol;
    private final ServerConfig config;
    private final CommandRegistry registry;
    final List<Target> targets;

    /** Why this server does not go by the next changes. */
    String remark = "";

    static RemoteBench of(Protocol protocol) {
        return new RemoteBench(protocol, DATABASES);
    }

    static RemoteBench withoutDatabases() {
        return new RemoteBench(Protocol.DHCP4, "");
    }

    private RemoteBench(Protocol protocol, String databases) {
        this.protocol = protocol;
        String text = "{\"" + protocol.object() + "\": {" + databases + "\"valid-lifetime\": 3600}}";
        try {
            var compiled = ConfigCompiler.compile(JsonReader.parse(text, "kea.conf"));
            this.config = Objects.requireNonNull(
                    switch (protocol) {
                        case DHCP4 -> compiled.dhcp4();
                        case DHCP6 -> compiled.dhcp6();
                    });
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
        this.targets = config.sources().databases().stream().map(Target::new).toList();
        this.registry = new CommandRegistry(new RemoteCommands(this).commands());
    }

    String ask(String command, String arguments) {
        try {
            JsonNode node = JsonReader.parse(arguments, "<command>").root();
            return JsonWriter.compact(registry.run(command, node).answer());
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public List<ConfigTarget> targets() {
        return List.copyOf(targets);
    }

    @Override
    public ServerConfig current() {
        return config;
    }

    /** One database. */
    final class Target implements ConfigTarget {

        private final BackendSettings settings;
        private MemoryConfig content = new MemoryConfig(protocol);
        final List<AuditNote> notes = new ArrayList<>();

        private Target(BackendSettings settings) {
            this.settings = settings;
        }

        @Override
        public BackendSettings settings() {
            return settings;
        }

        @Override
        public <T> T read(Function<ConfigReading, T> work) {
            return work.apply(content);
        }

        @Override
        public <T> Written<T> write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work) {
            if (expected.isPresent() && expected.getAsLong() != content.revision()) {
                throw new RevisionPassed(expected.getAsLong(), content.revision());
            }
            MemoryConfig next = new MemoryConfig(content);
            T result = work.apply(next);
            content = next;
            notes.add(note);
            return new Written<>(result, content.revision(), remark);
        }
    }
}
