package io.holdfast.outage;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One DHCPv4 client and its relay, on loopback. What a client broadcasts goes by the relay, what it sends to its
 * server (renewing, releasing, informing) goes directly (RFC 2131 §4.4). It remembers the last address that was
 * acknowledged.
 */
public final class TestClient4 implements TestClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] ANSWER_TO_SOURCE_PORT = {OptionCode4.RelayAgent.RELAY_SOURCE_PORT, 0};
    private static final Ipv4Address RELAY = Ipv4Address.parse("127.0.0.1");

    /** At the end of the pool, where nobody is sent while there is room at its beginning. */
    private static final long BELIEVED =
            Integer.toUnsignedLong(Ipv4Address.parse("192.0.2.200").bits());

    private final HardwareAddress hardware;
    private final LoopbackSocket socket;
    private Duration patience = PATIENCE;
    private int transaction;
    private @Nullable Heard4 lease;
    private @Nullable Heard4 offer;

    private TestClient4(HardwareAddress hardware, LoopbackSocket socket) {
        this.hardware = hardware;
        this.socket = socket;
        this.transaction = Arrays.hashCode(hardware.bytes());
    }

    /** @param hardware like {@code 02:00:00:00:00:01} */
    public static TestClient4 of(ServerUnderTest server, String hardware) {
        return new TestClient4(HardwareAddress.parse(hardware), new LoopbackSocket(Dhcp.V4, server));
    }

    @Override
    public TestClient4 patience(Duration limit) {
        patience = limit;
        return this;
    }

    /** The address acknowledged last. */
    public Ipv4Address address() {
        return lastLease().address();
    }

    /** It was given this before; it may have been by another server. */
    void remember(Heard4 given) {
        lease = given;
    }

    @Override
    public Heard4 lastLease() {
        return Objects.requireNonNull(lease, "the client has no lease");
    }

    /** From DISCOVER to ACK; fails unless both answers come. */
    @Override
    public Heard4 bind() {
        offered();
        Heard4 ack = selectLastOffer().orElseThrow(() -> new AssertionError("no answer to REQUEST within " + patience));
        if (!ack.isAck()) {
            throw new AssertionError("the answer to REQUEST is " + ack);
        }
        return ack;
    }

    @Override
    public Optional<Heard4> tryToBind() {
        return discover().flatMap(this::select).filter(Heard4::isAck);
    }

    public Optional<Heard4> discover() {
        return ask(relayed(MessageType4.DHCPDISCOVER));
    }

    /** DISCOVER only; fails unless the answer comes. */
    public void offered() {
        offer = discover().orElseThrow(() -> new AssertionError("no answer to DISCOVER within " + patience));
    }

    @Override
    public void believe(int number) {
        lease = new Heard4(MessageType4.DHCPACK, Ipv4Address.ofUnsigned(BELIEVED + number), 0, RELAY);
    }

    public Optional<Heard4> selectLastOffer() {
        return select(Objects.requireNonNull(offer, "the client has no offer"));
    }

    /** The REQUEST that follows an offer. */
    public Optional<Heard4> select(Heard4 offer) {
        return ask(withServer(
                relayed(MessageType4.DHCPREQUEST).option(OptionCode4.REQUESTED_ADDRESS, offer.address()), offer));
    }

    @Override
    public Optional<Heard4> renew() {
        return ask(direct(MessageType4.DHCPREQUEST));
    }

    public Optional<Heard4> rebind() {
        return ask(relayed(MessageType4.DHCPREQUEST).clientAddress(address()));
    }

    /** The REQUEST of a client that has started again and knows its address still: INIT-REBOOT. */
    public Optional<Heard4> reboot() {
        return reboot(address());
    }

    public Optional<Heard4> reboot(Ipv4Address address) {
        return ask(relayed(MessageType4.DHCPREQUEST).option(OptionCode4.REQUESTED_ADDRESS, address));
    }

    /** By the protocol there is no answer. */
    public Optional<Heard4> release() {
        return ask(withServer(direct(MessageType4.DHCPRELEASE), lastLease()));
    }

    /** By the protocol there is no answer. */
    public Optional<Heard4> decline() {
        return ask(withServer(
                relayed(MessageType4.DHCPDECLINE).option(OptionCode4.REQUESTED_ADDRESS, address()), lastLease()));
    }

    public Optional<Heard4> inform() {
        return ask(direct(MessageType4.DHCPINFORM));
    }

    private Request4 relayed(MessageType4 type) {
        return Request4.of(type, ++transaction, hardware)
                .relayedBy(RELAY)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, ANSWER_TO_SOURCE_PORT);
    }

    private Request4 direct(MessageType4 type) {
        return Request4.of(type, ++transaction, hardware).clientAddress(address());
    }

    private static Request4 withServer(Request4 message, Heard4 from) {
        Ipv4Address server = Objects.requireNonNull(from.server(), "the answer did not say which server's it was");
        return message.option(OptionCode4.SERVER_IDENTIFIER, server);
    }

    private Optional<Heard4> ask(Request4 message) {
        Optional<Heard4> heard = socket.ask(message.toBytes(), patience, this::read);
        heard.filter(Heard4::isAck)
                .filter(ack -> !ack.address().isUnspecified())
                .ifPresent(ack -> lease = ack);
        return heard;
    }

    private Optional<Heard4> read(byte[] data, int length) throws MalformedPacketException {
        Message4 answer = Message4.read(data, length);
        return answer.transactionId() == transaction ? Optional.of(Heard4.of(answer)) : Optional.empty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
