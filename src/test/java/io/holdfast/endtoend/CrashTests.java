package io.holdfast.endtoend;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In each protocol: {@code kill -9} in the middle of the work: every acknowledged lease is there after the restart. */
@ParameterizedClass
@EnumSource
@ExtendWith(ServerLogOnFailure.class)
class CrashTests implements ServerLogOnFailure.Source {

    private static final long SEED = 2131;

    @TempDir
    Path folder;

    @Parameter
    Family family;

    private @Nullable Site site;

    @Override
    public String logs() {
        return site == null ? "" : site.logs();
    }

    @Test
    void acknowledgedLeasesSurviveKillsOnTheEmbeddedStore() throws Exception {
        survive(StoreKind.EMBEDDED, 2);
    }

    /** {@code -Dholdfast.test.kills}: how often; {@code -Dholdfast.test.stores}: where, such as {@code MYSQL,MARIADB}. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void acknowledgedLeasesSurviveManyKills(StoreKind kind) throws Exception {
        kind.assumeWanted();
        survive(kind, Integer.getInteger("holdfast.test.kills", 20));
    }

    private void survive(StoreKind kind, int times) throws Exception {
        family.assumeWanted();
        try (Site opened = Site.on(kind, folder, family)) {
            site = opened;
            System.out.println(kind + " " + family + ": " + Crashes.survive(opened, family, times, SEED));
        }
    }
}
