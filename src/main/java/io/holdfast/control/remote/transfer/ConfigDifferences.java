package io.holdfast.control.remote.transfer;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.source.ConfigContent;
import java.util.List;

/** In what configurations differ. Order and what is only written otherwise are no differences; secrets are masked. */
public final class ConfigDifferences {

    private ConfigDifferences() {}

    /** All that is in either of them. */
    public static List<Difference> between(ServerConfig from, ServerConfig to) {
        return Differences.between(ComparedForm.whole(from), ComparedForm.whole(to));
    }

    /** What a database can have. */
    public static List<Difference> between(ServerConfig from, ConfigContent to) {
        return Differences.between(ComparedForm.storable(from), ComparedForm.stored(from.protocol(), to));
    }

    /** What a database can have. */
    public static List<Difference> between(ConfigContent from, ServerConfig to) {
        return Differences.between(ComparedForm.stored(to.protocol(), from), ComparedForm.storable(to));
    }
}
