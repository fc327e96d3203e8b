package io.holdfast.outage;

import io.holdfast.wire.v4.MessageType4;
import java.util.Optional;
import java.util.function.Function;

/** What a DHCPv4 client may ask. */
enum Asking4 implements Asking {
    DISCOVER("DISCOVER", Promise.SILENCE, TestClient4::discover),
    SELECTING("REQUEST, selecting", Promise.SILENCE, TestClient4::selectLastOffer),
    RENEWING("REQUEST, renewing", Promise.SILENCE, TestClient4::renew),
    REBINDING("REQUEST, rebinding", Promise.SILENCE, TestClient4::rebind),
    INIT_REBOOT("REQUEST, init-reboot", Promise.SILENCE, TestClient4::reboot),
    RELEASE("RELEASE", Promise.NOT_RECORDED, TestClient4::release),
    DECLINE("DECLINE", Promise.NOT_RECORDED, TestClient4::decline),
    INFORM("INFORM", Promise.ACK, TestClient4::inform);

    private final String row;
    private final Promise serving;
    private final Function<TestClient4, Optional<Heard4>> ask;

    Asking4(String row, Promise serving, Function<TestClient4, Optional<Heard4>> ask) {
        this.row = row;
        this.serving = serving;
        this.ask = ask;
    }

    @Override
    public Promise promised(Mode mode) {
        return serving.in(mode);
    }

    @Override
    public Optional<Heard4> ask(TestClient client) {
        return ask.apply((TestClient4) client);
    }

    @Override
    public void prepare(TestClient client) {
        switch (this) {
            case DISCOVER, SELECTING -> ((TestClient4) client).offered();
            case RENEWING, REBINDING, INIT_REBOOT, RELEASE, DECLINE, INFORM -> {}
        }
    }

    @Override
    public boolean isHarmless() {
        return this != RELEASE && this != DECLINE;
    }

    /** An open offer may be repeated until somebody knows. */
    @Override
    public Optional<String> unnoticed() {
        return switch (this) {
            case DISCOVER -> Optional.of(MessageType4.DHCPOFFER.name());
            case INFORM -> Optional.of(MessageType4.DHCPACK.name());
            case SELECTING, RENEWING, REBINDING, INIT_REBOOT, RELEASE, DECLINE -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return row;
    }
}
