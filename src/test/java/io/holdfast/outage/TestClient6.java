package io.holdfast.outage;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.outage.Heard6.Given;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One DHCPv6 client that wants an address and a prefix, and its relay, on loopback: the relay sends to the server's
 * unicast address, as relays may (RFC 8415 §19.1). It remembers the last leases that it was given.
 */
public final class TestClient6 implements TestClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ADDRESS_IAID = 1;
    private static final int PREFIX_IAID = 2;
    private static final Ipv6Address LINK = Ipv6Address.parse("2001:db8:1::1");
    private static final byte[] FROM_CLIENT_PORT = {0, 0};

    private final int number;
    private final Duid duid;
    private final LoopbackSocket socket;
    private Duration patience = PATIENCE;
    private int transaction;
    private @Nullable Heard6 lease;
    private @Nullable Heard6 advertised;

    private TestClient6(int number, LoopbackSocket socket) {
        this.number = number;
        this.duid = Duid.parse("00:03:00:01:02:00:00:%02x:%02x:%02x"
                .formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        this.socket = socket;
        this.transaction = number << 8 & 0xffff00;
    }

    /** @param number tells clients apart; 24 bits */
    public static TestClient6 of(ServerUnderTest server, int number) {
        return new TestClient6(number, new LoopbackSocket(Dhcp.V6, server));
    }

    @Override
    public TestClient6 patience(Duration limit) {
        patience = limit;
        return this;
    }

    /** It was given this before; it may have been by another server. */
    void remember(Heard6 given) {
        lease = given;
    }

    @Override
    public Heard6 lastLease() {
        return Objects.requireNonNull(lease, "the client has no lease");
    }

    /** From SOLICIT to REPLY; fails unless both answers come, and give an address and a prefix. */
    @Override
    public Heard6 bind() {
        advertised();
        Heard6 reply = requestLastAdvertised()
                .orElseThrow(() -> new AssertionError("no answer to REQUEST within " + patience));
        if (!isComplete(reply)) {
            throw new AssertionError("the answer to REQUEST is " + reply);
        }
        return reply;
    }

    @Override
    public Optional<Heard6> tryToBind() {
        return solicit().flatMap(this::request).filter(TestClient6::isComplete);
    }

    private static boolean isComplete(Heard6 reply) {
        return reply.isAck() && !reply.takesAway() && reply.given().size() == 2;
    }

    public Optional<Heard6> solicit() {
        return ask(wanting(message(MessageType6.SOLICIT)));
    }

    /** The client takes a REPLY at once. */
    public Optional<Heard6> solicitRapidly() {
        return ask(wanting(message(MessageType6.SOLICIT)).rapidCommit());
    }

    /** SOLICIT only; fails unless the answer comes. */
    public void advertised() {
        advertised = solicit().orElseThrow(() -> new AssertionError("no answer to SOLICIT within " + patience));
    }

    public Optional<Heard6> requestLastAdvertised() {
        return request(Objects.requireNonNull(advertised, "the client was advertised nothing"));
    }

    /** The REQUEST that follows an ADVERTISE. */
    public Optional<Heard6> request(Heard6 advertise) {
        return ask(holding(toServer(MessageType6.REQUEST, advertise), advertise));
    }

    @Override
    public Optional<Heard6> renew() {
        return ask(holding(toServer(MessageType6.RENEW, lastLease()), lastLease()));
    }

    public Optional<Heard6> rebind() {
        return ask(holding(message(MessageType6.REBIND), lastLease()));
    }

    /** Asks whether its address is right on this link; prefixes are not asked about (RFC 8415 §18.2.3). */
    public Optional<Heard6> confirm() {
        return confirm(addresses());
    }

    /** The same about another address. */
    public Optional<Heard6> confirm(Ipv6Address address) {
        return confirm(List.of(given(IaType.NA, ADDRESS_IAID, address, 128)));
    }

    private Optional<Heard6> confirm(List<Given> addresses) {
        return ask(holding(message(MessageType6.CONFIRM), addresses));
    }

    public Optional<Heard6> release() {
        return ask(holding(toServer(MessageType6.RELEASE, lastLease()), lastLease()));
    }

    /** Of the address; prefixes cannot be declined (RFC 8415 §18.2.8). */
    public Optional<Heard6> decline() {
        return ask(holding(toServer(MessageType6.DECLINE, lastLease()), addresses()));
    }

    public Optional<Heard6> requestInformation() {
        return ask(message(MessageType6.INFORMATION_REQUEST)
                .requesting(OptionCode6.NAME_SERVERS, OptionCode6.INFORMATION_REFRESH_TIME));
    }

    @Override
    public void believe(int which) {
        Ipv6Address address = new Ipv6Address(LINK.high(), 0xf000L + which);
        Ipv6Address prefix =
                new Ipv6Address(Ipv6Address.parse("2001:db8:80f0::").high() + ((long) which << 8), 0);
        lease = new Heard6(
                MessageType6.REPLY,
                List.of(
                        given(IaType.NA, ADDRESS_IAID, address, 128),
                        given(IaType.PD, PREFIX_IAID, prefix, LeaseDatabaseConfig.DELEGATED_LENGTH)),
                List.of(),
                LeaseDatabaseConfig.SERVER_DUID);
    }

    private static Given given(IaType type, int iaid, Ipv6Address address, int length) {
        return new Given(type, iaid, address.toString(), length, 0, 0);
    }

    private List<Given> addresses() {
        return lastLease().leases().stream()
                .filter(given -> given.type() == IaType.NA)
                .toList();
    }

    private Request6 message(MessageType6 type) {
        transaction = transaction + 1 & 0xffffff;
        return Request6.of(type, transaction).clientId(duid).elapsed(0);
    }

    private Request6 toServer(MessageType6 type, Heard6 answer) {
        return message(type).serverId(Objects.requireNonNull(answer.server(), "an answer without a server identifier"));
    }

    private static Request6 wanting(Request6 message) {
        return message.ia(IaType.NA, ADDRESS_IAID).ia(IaType.PD, PREFIX_IAID);
    }

    private static Request6 holding(Request6 message, Heard6 what) {
        return holding(message, what.leases());
    }

    private static Request6 holding(Request6 message, List<Given> leases) {
        for (Given given : leases) {
            Ipv6Address address = Ipv6Address.parse(given.address());
            switch (given.type()) {
                case NA -> message.ia(given.iaid(), address);
                case PD -> message.ia(given.iaid(), new Ipv6Prefix(address, given.length()));
            }
        }
        return message;
    }

    private Optional<Heard6> ask(Request6 message) {
        byte[] bytes = message.relayedBy(LINK, new Ipv6Address(0xfe80L << 48, number))
                .relayOption(OptionCode6.RELAY_SOURCE_PORT, FROM_CLIENT_PORT)
                .toBytes();
        Optional<Heard6> heard = socket.ask(bytes, patience, this::read);
        heard.filter(TestClient6::isComplete).ifPresent(reply -> lease = reply);
        return heard;
    }

    private Optional<Heard6> read(byte[] data, int length) throws MalformedPacketException {
        Message6 answer = Message6.read(data, length);
        return answer.transactionId() == transaction ? Optional.of(Heard6.of(answer)) : Optional.empty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
