package io.holdfast.outage;

/** How the contract's database is lost, and comes back. */
enum Fault {
    KILLED {
        @Override
        void begin(BreakableServer database, Wire wire) {
            database.kill();
        }

        @Override
        void end(BreakableServer database, Wire wire) {
            database.start();
        }
    },
    BLACK_HOLED {
        @Override
        void begin(BreakableServer database, Wire wire) {
            wire.blackHole();
        }

        @Override
        void end(BreakableServer database, Wire wire) {
            wire.restore();
        }
    };

    abstract void begin(BreakableServer database, Wire wire);

    abstract void end(BreakableServer database, Wire wire);
}
