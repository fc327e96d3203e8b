package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.World6.subnet;
import static io.holdfast.engine.v6.World6.unicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 8415 §16 and §18.4: which messages are served at all. */
class Admission6Tests {

    private static final Duid OTHER = Duid.parse("00:03:00:01:02:00:5e:ff:ff:ff");
    private static final String UNICAST_OPTION =
            "\"option-data\": [ { \"name\": \"unicast\", \"data\": \"2001:db8:1::1\" } ]";

    private final World6 world = new World6(subnet(""));
    private final Client6 client = Client6.of(1);

    /** In the columns: without ids, with a client id, with ours, with another server's, with both. */
    @ParameterizedTest
    @CsvSource({
        "SOLICIT,             NO_CLIENT_IDENTITY, , UNWANTED_SERVER_ID, OTHER_SERVER",
        "REQUEST,             NO_CLIENT_IDENTITY, NO_SERVER_ID, , OTHER_SERVER",
        "CONFIRM,             NO_CLIENT_IDENTITY, , UNWANTED_SERVER_ID, OTHER_SERVER",
        "RENEW,               NO_CLIENT_IDENTITY, NO_SERVER_ID, , OTHER_SERVER",
        "REBIND,              NO_CLIENT_IDENTITY, , UNWANTED_SERVER_ID, OTHER_SERVER",
        "RELEASE,             NO_CLIENT_IDENTITY, NO_SERVER_ID, , OTHER_SERVER",
        "DECLINE,             NO_CLIENT_IDENTITY, NO_SERVER_ID, , OTHER_SERVER"
    })
    void whoMustAndMustNotBeNamed(
            MessageType6 type,
            DropReason nobody,
            @Nullable DropReason onlyClient,
            @Nullable DropReason us,
            DropReason other) {
        assertThat(dropped(Request6.of(type, 1))).isEqualTo(nobody);
        assertThat(dropped(client.message(type))).isEqualTo(onlyClient);
        assertThat(dropped(client.toUs(type))).isEqualTo(us);
        assertThat(dropped(client.message(type).serverId(OTHER))).isEqualTo(other);
    }

    private @Nullable DropReason dropped(Request6 request) {
        return world.send(request.ia(1, Ipv6Address.parse("2001:db8:1::100"))).dropped();
    }

    @Test
    void anInformationRequestMayNameAnybodyButNoOtherServerAndNoAssociation() {
        MessageType6 type = MessageType6.INFORMATION_REQUEST;
        assertThat(world.send(Request6.of(type, 1)).dropped()).isNull();
        assertThat(world.send(client.message(type)).dropped()).isNull();
        assertThat(world.send(client.toUs(type)).dropped()).isNull();
        assertThat(world.send(client.message(type).serverId(OTHER)).dropped()).isEqualTo(DropReason.OTHER_SERVER);
        assertThat(world.send(client.message(type).ia(IaType.NA, 1)).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(world.send(client.message(type).option(OptionCode6.IA_TA, new byte[4]))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"ADVERTISE", "REPLY"})
    void whatServersSendIsNoRequest(MessageType6 type) {
        assertThat(dropped(client.toUs(type))).isEqualTo(DropReason.NOT_A_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECONFIGURE", "LEASEQUERY", "DHCPV4_QUERY", "BNDUPD"})
    void whatIsForOtherServersIsNotHandled(MessageType6 type) {
        assertThat(dropped(client.toUs(type))).isEqualTo(DropReason.UNHANDLED_TYPE);
    }

    @Test
    void anAnswerFromARelayIsNoRequest() {
        byte[] data = client.solicit()
                .relayedBy(Ipv6Address.parse("2001:db8:1::7"), World6.CLIENT)
                .toBytes();
        data[0] = (byte) MessageType6.RELAY_REPL.number();
        assertThat(world.send(data, World6.relayed()).dropped()).isEqualTo(DropReason.NOT_A_REQUEST);
    }

    @Test
    void anIdentifierTwiceOrThatOfNobodyIsAViolation() {
        assertThat(dropped(client.solicit().clientId(OTHER))).isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(dropped(new Client6(Duid.parse("00:00:00")).solicit())).isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(dropped(Request6.of(MessageType6.SOLICIT, 1).option(OptionCode6.CLIENT_ID, new byte[2])))
                .isEqualTo(DropReason.MALFORMED);
    }

    @Test
    void moreThanAnAnswerCouldHoldIsNotServed() {
        Request6 most = client.message(MessageType6.SOLICIT);
        Request6 tooMany = client.message(MessageType6.SOLICIT);
        for (int iaid = 0; iaid < 128; iaid++) {
            most.ia(IaType.PD, iaid);
            tooMany.ia(IaType.PD, iaid);
        }
        assertThat(world.send(most).view().ias()).hasSize(128);
        assertThat(world.send(tooMany.ia(IaType.PD, 128)).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
        Request6 longest = client.renew("2001:db8:1::100");
        for (int i = 0; i < 1000; i++) {
            longest.option(OptionCode6.VENDOR_CLASS, new byte[40]);
        }
        assertThat(world.send(longest).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
    }

    @Test
    void theLargestMessageHasAnAnswer() {
        Request6 large = client.toUs(MessageType6.RENEW);
        for (int iaid = 0; iaid < 100; iaid++) {
            large.beginIa(IaType.NA, iaid, 0, 0);
            for (int i = 0; i < 10; i++) {
                large.address(new Ipv6Address(0x2001_0db8_0002_0000L, iaid * 10L + i), 0, 0);
            }
            large.endIa();
        }
        assertThat(world.send(large).view().ias()).hasSize(100);
    }

    // Unicast

    @ParameterizedTest
    @EnumSource(names = {"SOLICIT", "CONFIRM", "REBIND", "INFORMATION_REQUEST"})
    void messagesToAllServersAreNotServedByUnicast(MessageType6 type) {
        World6 told = new World6(subnet(UNICAST_OPTION));
        assertThat(told.send(client.message(type), unicast("2001:db8:1::100")).dropped())
                .isEqualTo(DropReason.UNICAST_NOT_ALLOWED);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST", "RENEW", "RELEASE", "DECLINE"})
    void messagesToOneAreIfTheClientHasBeenToldTheAddress(MessageType6 type) {
        Request6 request = client.toUs(type).ia(1, Ipv6Address.parse("2001:db8:1::100"));
        Result refused = world.send(request, unicast("2001:db8:1::100"));
        assertThat(refused.view().status()).isEqualTo("UseMulticast");
        assertThat(refused.view().codes()).isEqualTo("[1, 2, 13]");
        assertThat(world.finds).isZero();
        assertThat(world.rows).isEmpty();
        World6 told = new World6(subnet(UNICAST_OPTION));
        assertThat(told.send(request, unicast("2001:db8:1::100")).view().status())
                .isNotEqualTo("UseMulticast");
    }

    @Test
    void theClientIsToldTheAddressWithItsOffer() {
        World6 told = new World6(subnet(UNICAST_OPTION));
        assertThat(told.send(client.solicit()).view().hex(OptionCode6.UNICAST))
                .isEqualTo("20:01:0d:b8:00:01:00:00:00:00:00:00:00:00:00:01");
    }

    @Test
    void aRelayMayAlwaysUseUnicast() {
        assertThat(world.send(
                                client.solicit().relayedBy(Ipv6Address.parse("2001:db8:1::7"), World6.CLIENT),
                                World6.relayed())
                        .view()
                        .address(1))
                .isEqualTo("2001:db8:1::100");
    }

    @Test
    void aProbeIsServedByUnicastAndAnsweredAtItsPort() {
        World6 probed = new World6(subnet(""), new TreeMap<>(), new EngineSettings6(World6.SERVER, 547, 546, true, 60));
        Arrival arrival =
                new Arrival("lo", List.of(World6.OWN), Ipv6Address.parse("2001:db8:1::9"), 40_000, World6.OWN);
        Result result = probed.send(client.solicit(), arrival);
        assertThat(result.sent().destination()).isEqualTo(arrival.source());
        assertThat(result.sent().port()).isEqualTo(40_000);
        assertThat(result.sent().source()).isEqualTo(World6.OWN);
    }

    // Fuzzing

    @Test
    void noBytesMakeItThrow() {
        SplittableRandom random = new SplittableRandom(20_261_126);
        byte[] base = client.toUs(MessageType6.RENEW)
                .ia(1, Ipv6Address.parse("2001:db8:1::100"))
                .ia(1, Client6.prefix("2001:db8:100::/56"))
                .requesting(23, 67)
                .option(OptionCode6.CLIENT_FQDN, new byte[] {1, 3, 'a', 'b', 'c', 0})
                .option(OptionCode6.VENDOR_OPTS, new byte[] {0, 0, 0x11, (byte) 0x8b, 0, 36, 0, 2, 1, 2})
                .relayedBy(Ipv6Address.parse("2001:db8:1::7"), World6.CLIENT)
                .relayOption(OptionCode6.RELAY_SUPPLIED_OPTIONS, new byte[] {0, 65, 0, 1, 'x'})
                .relayOption(OptionCode6.CLIENT_LINK_LAYER_ADDRESS, new byte[] {0, 1, 2, 3, 4, 5, 6, 7})
                .toBytes();
        World6 fuzzed = new World6(subnet("\"store-extended-info\": true, \"rapid-commit\": true"));
        int served = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] data = base.clone();
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(3) == 0) {
                data[38] = (byte) random.nextInt(40);
            }
            served += fuzzed.send(data, World6.relayed()).reply() == null ? 0 : 1;
        }
        assertThat(served).isGreaterThan(1000);
    }
}
