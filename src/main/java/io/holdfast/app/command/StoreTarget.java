package io.holdfast.app.command;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.source.ConfigMerge;
import io.holdfast.config.source.ConfigShare;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.control.RefusedException;
import io.holdfast.control.remote.ConfigTarget;
import io.holdfast.store.Database;
import io.holdfast.store.config.SqlConfigStore;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A configuration database without a server around it. What is written is tried as the servers will have it that it is for:
 * over the file that it comes from, and alone for servers whose file is another.
 */
final class StoreTarget implements ConfigTarget, AutoCloseable {

    private final BackendSettings settings;
    private final SqlConfigStore store;
    private final FileConfig own;
    private final FileConfig bare;

    /** @param database is closed with this */
    StoreTarget(BackendSettings settings, Database database, ServerConfig file) {
        Protocol protocol = file.protocol();
        this.settings = settings;
        this.store = new SqlConfigStore(database, protocol);
        this.own = FileConfig.of(file);
        this.bare = new FileConfig(new ConfigDocument(protocol, Map.of()), file.definitions());
    }

    @Override
    public BackendSettings settings() {
        return settings;
    }

    @Override
    public <T> T read(Function<ConfigReading, T> work) {
        return store.read(work);
    }

    @Override
    public <T> Written<T> write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work) {
        return store.write(note, expected, db -> {
            T result = work.apply(db);
            for (String tag : note.serverTags()) {
                check(db, tag);
            }
            return new Written<>(result, db.revision(), "");
        });
    }

    private void check(ConfigReading db, String tag) {
        List<ConfigShare> shares = List.of(new ConfigShare(settings.toString(), db.content(tag)));
        try {
            ConfigCompiler.compile(ConfigMerge.merge(own, shares));
            ConfigCompiler.compile(ConfigMerge.merge(bare, shares));
        } catch (ConfigException e) {
            throw new RefusedException("server tag " + tag + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
