package io.holdfast.config.compile.host;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.KeywordMap;
import io.holdfast.config.compile.keyword.NetworkKeywords;
import io.holdfast.config.compile.keyword.NetworkKeywords6;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.Reservation;
import org.jspecify.annotations.Nullable;

/** Reads one reservation as it is written in a configuration, for what comes by command. */
public final class ReservationReader {

    private final ServerConfig config;

    /** @param config whose protocol and definitions of options count */
    public ReservationReader(ServerConfig config) {
        this.config = config;
    }

    /**
     * Whether its addresses belong to the subnet and are free is not looked at here.
     *
     * @param reservation the map of a reservation, without {@code subnet-id}
     * @param subnetId 0 for a global one
     * @param path stands before keywords in messages: {@code reservation}
     * @throws ConfigException with everything that is wrong
     */
    public Reservation read(JsonNode.Dict reservation, int subnetId, String path) throws ConfigException {
        Protocol protocol = config.protocol();
        KeywordMap keywords = protocol == Protocol.DHCP4 ? NetworkKeywords.RESERVATION : NetworkKeywords6.RESERVATION;
        Problems problems = new Problems();
        new KeywordCheck(problems).map(reservation, keywords, path);
        // Names of classes stay names in a reservation; these numbers are nobody's.
        ClassLists classes = new ClassLists(new ClassNames(), problems);
        OptionCompiler options = new OptionCompiler(protocol, config.definitions(), classes, problems);
        @Nullable
        Reservation read = new ReservationCompiler(protocol, options, problems)
                .compile(new Section(reservation, keywords, path), subnetId);
        if (read == null || !problems.errors().isEmpty()) {
            throw new ConfigException(problems.errors(), problems.warnings());
        }
        return read;
    }
}
