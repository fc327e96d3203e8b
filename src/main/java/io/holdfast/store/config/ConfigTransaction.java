package io.holdfast.store.config;

import static io.holdfast.store.config.SqlTrouble.carried;

import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.RevisionPassed;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.StoreFailure;
import io.holdfast.store.config.object.ClassRows;
import io.holdfast.store.config.object.DefinitionRows;
import io.holdfast.store.config.object.GlobalRows;
import io.holdfast.store.config.object.NetworkRows;
import io.holdfast.store.config.object.OptionRows;
import io.holdfast.store.config.object.ServerRows;
import io.holdfast.store.config.object.SubnetRows;
import io.holdfast.store.config.table.BadRowException;
import io.holdfast.store.config.table.Statements;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One transaction over the objects of one protocol, whose beginning and end are others' business. */
final class ConfigTransaction implements ConfigWriting {

    /** SQLSTATEs: data that do not fit, constraints, and what triggers raise. */
    private static final List<String> OBJECTIONS = List.of("22", "23", "2F", "45");

    private final Queries queries;
    private final ConfigDialect dialect;
    private final String label;
    private final Statements statements;
    private final ServerRows servers;
    private final GlobalRows globals;
    private final DefinitionRows definitions;
    private final OptionRows options;
    private final ClassRows classes;
    private final NetworkRows networks;
    private final SubnetRows subnets;

    ConfigTransaction(Queries queries, Statements statements) {
        this.queries = queries;
        this.dialect = statements.tables().dialect();
        this.label = statements.tables().protocol().label();
        this.statements = statements;
        this.servers = new ServerRows(statements);
        this.globals = new GlobalRows(statements, servers);
        this.definitions = new DefinitionRows(statements, servers);
        this.options = new OptionRows(statements, servers);
        this.classes = new ClassRows(statements, servers, definitions, options);
        this.networks = new NetworkRows(statements, servers, options);
        this.subnets = new SubnetRows(statements, servers, networks, options);
    }

    /** Waits for writers that are before this one, and makes the revision that all changes from here on belong to. */
    void open(AuditNote note, OptionalLong expected) throws SQLException {
        statements.keys("select id from " + statements.table("server") + " where id = 1 " + dialect.lockRows());
        long present = newest();
        if (expected.isPresent() && expected.getAsLong() != present) {
            throw new RevisionPassed(expected.getAsLong(), present);
        }
        List<String> tags = note.serverTags();
        String tag = tags.size() == 1 ? tags.getFirst() : StoredObject.ALL;
        statements.run(
                dialect.call(
                        "createAuditRevision" + label.toUpperCase(Locale.ROOT), dialect.revisionTime() + ", ?, ?, ?"),
                servers.find(new ObjectKey.Server(tag))
                        .map(server -> String.valueOf(server.members().get("server-tag")))
                        .orElse(StoredObject.ALL),
                note.message(),
                false);
    }

    /** Servers that listen are told when this is durable. */
    void announce() throws SQLException {
        ConfigDialect.Bell bell = dialect.bell();
        if (bell != null) {
            bell.ring(statements.connection(), label);
        }
    }

    private long newest() throws SQLException {
        return statements
                .keys("select coalesce(max(id), 0) from " + statements.table("audit_revision"))
                .getFirst();
    }

    @Override
    public long revision() {
        return carried(this::newest);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return carried(() -> switch (key) {
            case ObjectKey.Server server -> servers.find(server);
            case ObjectKey.Global global -> globals.find(global);
            case ObjectKey.Definition definition -> definitions.find(definition);
            case ObjectKey.Option option
            when option.home() instanceof OptionHome.OfServer(String tag) -> options.find(tag, option);
            case ObjectKey.Option option -> options.find(options.owner(option.home()), option);
            case ObjectKey.ClientClass clientClass -> classes.find(clientClass);
            case ObjectKey.Network network -> networks.find(network);
            case ObjectKey.Subnet subnet -> subnets.find(subnet);
        });
    }

    @Override
    public Optional<List<String>> servers(ObjectKey key) {
        return carried(() -> switch (key) {
            case ObjectKey.Server server -> servers.find(server).map(StoredObject::serverTags);
            case ObjectKey.Global global -> globals.servers(global);
            case ObjectKey.Definition definition -> definitions.servers(definition);
            case ObjectKey.Option option
            when option.home() instanceof OptionHome.OfServer(String tag) -> options.servers(tag, option);
            case ObjectKey.Option option -> ownerServers(option.home());
            case ObjectKey.ClientClass clientClass -> classes.servers(clientClass);
            case ObjectKey.Network network -> networks.servers(network.name());
            case ObjectKey.Subnet subnet -> subnets.servers(subnet.id());
        });
    }

    private Optional<List<String>> ownerServers(OptionHome home) throws SQLException {
        return switch (home) {
            case OptionHome.OfServer(String tag) -> Optional.of(List.of(tag));
            case OptionHome.OfSubnet(long id) -> subnets.servers(id);
            case OptionHome.OfNetwork(String name) -> networks.servers(name);
            case OptionHome.OfPool pool -> subnets.servers(pool);
            case OptionHome.OfPdPool pool -> subnets.servers(pool);
        };
    }

    @Override
    public List<StoredObject> list(ObjectKind kind, TagChoice choice) {
        return carried(() -> switch (kind) {
            case SERVER -> servers.list();
            case GLOBAL -> globals.list(choice);
            case DEFINITION -> definitions.list(choice);
            case OPTION -> options.list(choice);
            case CLIENT_CLASS -> classes.list(choice);
            case NETWORK -> networks.list(choice);
            case SUBNET -> subnets.list(choice);
        });
    }

    @Override
    public Optional<Long> subnetId(String prefix) {
        return carried(() -> subnets.id(prefix));
    }

    @Override
    public void put(ObjectKey key, StoredObject object) {
        changed(() -> {
            switch (key) {
                case ObjectKey.Server server -> servers.put(server, object);
                case ObjectKey.Global global -> globals.put(global, object);
                case ObjectKey.Definition definition -> definitions.put(definition, object);
                case ObjectKey.Option option
                when option.home() instanceof OptionHome.OfServer(String tag) -> options.put(tag, option, object);
                case ObjectKey.Option option -> options.put(options.owner(option.home()), option, object);
                case ObjectKey.ClientClass _ -> classes.put(object, null, List.of());
                case ObjectKey.Network network -> networks.put(network, object);
                case ObjectKey.Subnet subnet -> subnets.put(subnet, object);
            }
            return true;
        });
    }

    @Override
    public void putClass(StoredObject object, @Nullable String follows, List<String> needs) {
        changed(() -> {
            classes.put(object, follows, needs);
            return true;
        });
    }

    @Override
    public boolean delete(ObjectKey key) {
        return changed(() -> switch (key) {
            case ObjectKey.Server server -> servers.delete(server);
            case ObjectKey.Global global -> globals.delete(global);
            case ObjectKey.Definition definition -> definitions.delete(definition);
            case ObjectKey.Option option
            when option.home() instanceof OptionHome.OfServer(String tag) -> options.delete(tag, option);
            case ObjectKey.Option option -> options.delete(options.owner(option.home()), option);
            case ObjectKey.ClientClass clientClass -> classes.delete(clientClass);
            case ObjectKey.Network network -> networks.delete(network);
            case ObjectKey.Subnet subnet -> subnets.delete(subnet);
        });
    }

    /** What the database itself objects to in a change, by its constraints and triggers, is a conflict. */
    private static <T> T changed(SqlTrouble.Part<T> part) {
        try {
            return part.run();
        } catch (SQLException e) {
            if (OBJECTIONS.stream().anyMatch(String.valueOf(e.getSQLState())::startsWith)) {
                throw new StoredConflict("the configuration database refuses it: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("without saying why"));
            }
            throw new SqlTrouble(e);
        }
    }

    @Override
    public ConfigContent content(String serverTag, @Nullable ConfigContent former) {
        return carried(() -> {
            try (Statement statement = statements.connection().createStatement()) {
                for (String text : dialect.beforeReading()) {
                    statement.execute(text);
                }
            }
            try {
                return contents().read(serverTag, former);
            } catch (BadRowException e) { // the transaction goes on: it may mend that
                throw new StoreFailure(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** What servers have, read in this transaction. */
    Contents contents() {
        return new Contents(queries, statements, classes, networks, subnets);
    }
}
