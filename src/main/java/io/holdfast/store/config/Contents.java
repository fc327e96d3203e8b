package io.holdfast.store.config;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.object.ClassRows;
import io.holdfast.store.config.object.NetworkRows;
import io.holdfast.store.config.object.ServerRows;
import io.holdfast.store.config.object.SubnetRows;
import io.holdfast.store.config.table.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What servers have: all of it, or, where it was read before, only what the audit has named since. Of one transaction. */
record Contents(Queries queries, Statements statements, ClassRows classes, NetworkRows networks, SubnetRows subnets) {

    ConfigContent read(String serverTag, @Nullable ConfigContent former) throws SQLException {
        String tag = ServerRows.lower(serverTag);
        ContentReader reader = new ContentReader(queries, statements, tag);
        AuditMark mark = reader.mark();
        Optional<AuditNews> news = former == null ? Optional.empty() : AuditNews.since(statements, former.mark(), mark);
        if (former == null || news.isEmpty()) {
            return reader.all(mark).keeping(former);
        }
        TagChoice choice = TagChoice.of(tag);
        List<Map<String, @Nullable Object>> present =
                news.get().names("shared_network") ? networks.members(choice) : former.networks();
        return update(reader, mark, choice, former, present, news.get());
    }

    private ConfigContent update(
            ContentReader reader,
            AuditMark mark,
            TagChoice choice,
            ConfigContent former,
            List<Map<String, @Nullable Object>> present,
            AuditNews news)
            throws SQLException {
        return new ConfigContent(
                        mark,
                        news.names("global_parameter") ? reader.globals() : former.globals(),
                        news.names("option_def") ? reader.definitions() : former.optionDefinitions(),
                        news.names("options") ? reader.options() : former.options(),
                        news.names("client_class") ? classes.members(choice) : former.classes(),
                        present,
                        subnets.update(choice, former.subnets(), news.subnets(), present))
                .keeping(former);
    }
}
