package io.holdfast.outage;

import io.holdfast.wire.v6.MessageType6;
import java.util.Optional;
import java.util.function.Function;

/** What a DHCPv6 client may ask. */
enum Asking6 implements Asking {
    SOLICIT("SOLICIT", Promise.SILENCE, TestClient6::solicit),
    RAPID_COMMIT("SOLICIT, rapid commit", Promise.SILENCE, TestClient6::solicitRapidly),
    REQUEST("REQUEST", Promise.SILENCE, TestClient6::requestLastAdvertised),
    RENEW("RENEW", Promise.SILENCE, TestClient6::renew),
    REBIND("REBIND", Promise.SILENCE, TestClient6::rebind),
    CONFIRM("CONFIRM", Promise.REPLY, TestClient6::confirm),
    RELEASE("RELEASE", Promise.NOT_RECORDED, TestClient6::release),
    DECLINE("DECLINE", Promise.NOT_RECORDED, TestClient6::decline),
    INFORMATION_REQUEST("INFORMATION-REQUEST", Promise.REPLY, TestClient6::requestInformation);

    private final String row;
    private final Promise serving;
    private final Function<TestClient6, Optional<Heard6>> ask;

    Asking6(String row, Promise serving, Function<TestClient6, Optional<Heard6>> ask) {
        this.row = row;
        this.serving = serving;
        this.ask = ask;
    }

    @Override
    public Promise promised(Mode mode) {
        return serving.in(mode);
    }

    @Override
    public Optional<Heard6> ask(TestClient client) {
        return ask.apply((TestClient6) client);
    }

    @Override
    public void prepare(TestClient client) {
        switch (this) {
            case SOLICIT, REQUEST -> ((TestClient6) client).advertised();
            case RAPID_COMMIT, RENEW, REBIND, CONFIRM, RELEASE, DECLINE, INFORMATION_REQUEST -> {}
        }
    }

    @Override
    public boolean isHarmless() {
        return this != RELEASE && this != DECLINE;
    }

    /** What is advertised already may be advertised again until somebody knows. */
    @Override
    public Optional<String> unnoticed() {
        return switch (this) {
            case SOLICIT -> Optional.of(MessageType6.ADVERTISE.text());
            case CONFIRM, INFORMATION_REQUEST -> Optional.of(MessageType6.REPLY.text());
            case RAPID_COMMIT, REQUEST, RENEW, REBIND, RELEASE, DECLINE -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return row;
    }
}
