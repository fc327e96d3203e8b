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
        return news.isPresent() && former != null
                ? update(reader, mark, tag, former, news.get())
                : reader.all(mark).keeping(former);
    }

    private ConfigContent update(ContentReader reader, AuditMark mark, String tag, ConfigContent former, AuditNews news)
            throws SQLException {
        TagChoice choice = TagChoice.of(tag);
        List<Map<String, @Nullable Object>> nets =
                news.names("shared_network") ? networks.members(choice) : former.networks();
        return new ConfigContent(
                        mark,
                        news.names("global_parameter") ? reader.globals() : former.globals(),
                        news.names("option_def") ? reader.definitions() : former.optionDefinitions(),
                        news.names("options") ? reader.options() : former.options(),
                        news.names("client_class") ? classes.members(choice) : former.classes(),
                        nets,
                        news.subnets().isEmpty()
                                ? former.subnets()
                                : subnets.update(choice, former.subnets(), news.subnets(), nets))
                .keeping(former);
    }
}
