package io.holdfast.outage;

import java.time.Duration;
import java.util.function.BiConsumer;

/** A way to lose a database that is reached through a wire, and how it comes back. */
enum Breakage {
    KILLED((database, wire) -> database.kill(), (database, wire) -> database.start()),
    STOPPED_IN_ORDER((database, wire) -> database.stop(), (database, wire) -> database.start()),
    PAUSED((database, wire) -> database.pause(), (database, wire) -> database.resume()),
    SESSIONS_LOST_AND_REFUSED((database, wire) -> wire.refuse(), (database, wire) -> wire.pass()),
    RESET((database, wire) -> wire.reset(), (database, wire) -> wire.pass()),
    BLACK_HOLE_DELIVERED_LATE((database, wire) -> wire.blackHole(), (database, wire) -> wire.pass()),
    BLACK_HOLE_FORGOTTEN((database, wire) -> wire.blackHole(), (database, wire) -> wire.restore()),
    CONNECTING_NEVER_ANSWERED((database, wire) -> wire.neverAnswer(), (database, wire) -> wire.restore()),
    /** Each way takes longer than a socket may be silent. */
    TOO_SLOW((database, wire) -> wire.slow(Duration.ofMillis(1500)), (database, wire) -> wire.restore()),
    READ_ONLY((database, wire) -> database.readOnly(true), (database, wire) -> database.readOnly(false));

    private final BiConsumer<BreakableServer, Wire> strike;
    private final BiConsumer<BreakableServer, Wire> mend;

    Breakage(BiConsumer<BreakableServer, Wire> strike, BiConsumer<BreakableServer, Wire> mend) {
        this.strike = strike;
        this.mend = mend;
    }

    void strike(BreakableServer database, Wire wire) {
        strike.accept(database, wire);
    }

    /** Returns when the database accepts connections and changes again. */
    void mend(BreakableServer database, Wire wire) {
        mend.accept(database, wire);
    }
}
