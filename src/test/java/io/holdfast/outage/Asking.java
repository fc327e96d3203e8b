package io.holdfast.outage;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a client may ask: the rows of the guide's table, how it gets there, and what it is promised. */
enum Asking {
    DISCOVER("DISCOVER", Promise.SILENCE, Promise.SILENCE, TestClient4::discover),
    SELECTING("REQUEST, selecting", Promise.SILENCE, Promise.SILENCE, TestClient4::selectLastOffer),
    RENEWING("REQUEST, renewing", Promise.SILENCE, Promise.SILENCE, TestClient4::renew),
    REBINDING("REQUEST, rebinding", Promise.SILENCE, Promise.SILENCE, TestClient4::rebind),
    INIT_REBOOT("REQUEST, init-reboot", Promise.SILENCE, Promise.SILENCE, TestClient4::reboot),
    RELEASE("RELEASE", Promise.NOT_RECORDED, Promise.NOT_RECORDED, TestClient4::release),
    DECLINE("DECLINE", Promise.NOT_RECORDED, Promise.NOT_RECORDED, TestClient4::decline),
    INFORM("INFORM", Promise.SILENCE, Promise.ACK, TestClient4::inform);

    private final String row;
    private final Promise stopped;
    private final Promise serving;
    private final Function<TestClient4, Optional<Heard4>> ask;

    Asking(String row, Promise stopped, Promise serving, Function<TestClient4, Optional<Heard4>> ask) {
        this.row = row;
        this.stopped = stopped;
        this.serving = serving;
        this.ask = ask;
    }

    Promise promised(LossMode mode) {
        return mode.serves() ? serving : stopped;
    }

    Optional<Heard4> ask(TestClient4 client) {
        return ask.apply(client);
    }

    /** What must have happened before the loss, beyond what a client has by itself, so that it can ask this then. */
    Consumer<TestClient4> preparation() {
        return switch (this) {
            case DISCOVER, SELECTING -> TestClient4::offered;
            case RENEWING, REBINDING, INIT_REBOOT, RELEASE, DECLINE, INFORM -> _ -> {};
        };
    }

    @Override
    public String toString() {
        return row;
    }
}
