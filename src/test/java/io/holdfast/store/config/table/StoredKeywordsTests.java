package io.holdfast.store.config.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.store.mysql.MysqlDialect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be stored is what the tables have columns for, and the lists that have tables of their own. */
class StoredKeywordsTests {

    @ParameterizedTest
    @EnumSource
    void everyKeywordHasAColumnAndEveryColumnAKeyword(Protocol protocol) {
        boolean four = protocol == Protocol.DHCP4;
        ConfigTables tables = new ConfigTables(protocol, new MysqlDialect().config());
        assertThat(StoredKeywords.NETWORK.of(protocol)).isEqualTo(with(tables.networks(), "option-data"));
        assertThat(StoredKeywords.SUBNET.of(protocol))
                .isEqualTo(
                        four
                                ? with(tables.subnets(), "option-data", "pools")
                                : with(tables.subnets(), "option-data", "pools", "pd-pools"));
        assertThat(StoredKeywords.CLIENT_CLASS.of(protocol))
                .isEqualTo(
                        four
                                ? with(tables.classes(), "option-data", "option-def")
                                : with(tables.classes(), "option-data"));
        assertThat(StoredKeywords.DEFINITION.of(protocol)).isEqualTo(with(tables.definitions(Map.of())));
        assertThat(StoredKeywords.POOL.of(protocol)).isEqualTo(with(tables.pools(), "pool", "option-data"));
        assertThat(StoredKeywords.PD_POOL.of(protocol)).isEqualTo(with(tables.pdPools(), "option-data"));
        Set<String> option = new HashSet<>(with(tables.options(Map.of()), "csv-format", "data"));
        option.removeAll(List.of(ConfigTables.FORMATTED, ConfigTables.BYTES)); // which are its data
        assertThat(StoredKeywords.OPTION.of(protocol)).isEqualTo(option);
    }

    private static Set<String> with(Table table, String... lists) {
        return Stream.concat(table.columns().stream().map(Column::keyword), Stream.of(lists))
                .collect(Collectors.toSet());
    }
}
