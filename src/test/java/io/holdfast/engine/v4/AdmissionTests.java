package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.broadcast;
import static io.holdfast.engine.v4.World.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.engine.DropReason;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdmissionTests {

    private final World world = new World(subnet(""));
    private final Client client = Client.of(1);

    @Test
    void everyTypeThatIsNotForServersIsDropped() {
        Set<MessageType4> handled = EnumSet.of(
                MessageType4.DHCPDISCOVER,
                MessageType4.DHCPREQUEST,
                MessageType4.DHCPDECLINE,
                MessageType4.DHCPRELEASE,
                MessageType4.DHCPINFORM);
        for (MessageType4 type : EnumSet.complementOf(EnumSet.copyOf(handled))) {
            assertThat(world.send(client.message(type)).dropped())
                    .as("%s", type)
                    .isEqualTo(DropReason.UNHANDLED_TYPE);
        }
        assertThat(world.send(Request4.withoutType(1, client.hardware()).option(53, new byte[] {99}))
                        .dropped())
                .isEqualTo(DropReason.UNHANDLED_TYPE);
    }

    @Test
    void bootpIsDropped() {
        assertThat(world.send(Request4.withoutType(1, client.hardware())).dropped())
                .isEqualTo(DropReason.NO_MESSAGE_TYPE);
    }

    @Test
    void repliesAreDropped() {
        byte[] data = client.discover().toBytes();
        data[0] = 2;
        assertThat(world.send(data, broadcast()).dropped()).isEqualTo(DropReason.NOT_A_REQUEST);
    }

    @Test
    void aClientIsWhoHasAHardwareAddressOrAClientIdentifier() {
        assertThat(world.send(Request4.of(MessageType4.DHCPDISCOVER, 1, null)).dropped())
                .isEqualTo(DropReason.NO_CLIENT_IDENTITY);
        Client byId = new Client(null, ClientIdentifier.parse("00:01:02"));
        String address = world.send(byId.discover()).view().yiaddr();
        assertThat(address).isEqualTo("10.0.0.100");
        assertThat(world.send(byId.selecting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(world.send(byId.rebooting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
    }

    @Test
    void aMalformedOptionThatMattersMakesTheMessageMalformed() {
        assertThat(world.send(client.discover().option(OptionCode4.REQUESTED_ADDRESS, new byte[3]))
                        .dropped())
                .isEqualTo(DropReason.MALFORMED);
        assertThat(world.send(client.discover().option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {5, 9, 1}))
                        .dropped())
                .isEqualTo(DropReason.MALFORMED);
        assertThat(world.send(new byte[100], broadcast()).dropped()).isEqualTo(DropReason.MALFORMED);
    }

    @Test
    void nothingThatArrivesMakesTheEngineThrow() {
        SplittableRandom random = new SplittableRandom(20261122);
        byte[][] seeds = {
            client.discover()
                    .requesting(1, 3, 6)
                    .option(81, new byte[] {5, 0, 0, 3, 'a', 'b', 'c', 0})
                    .toBytes(),
            client.selecting("10.0.0.100")
                    .option(82, new byte[] {1, 2, 3, 4, 5, 4, 10, 0, 0, 1})
                    .toBytes(),
            client.renewing("10.0.0.100").option(12, "host.example").toBytes(),
            client.message(MessageType4.DHCPINFORM).option(118, World.SERVER).toBytes(),
            client.release("10.0.0.100").toBytes(),
            client.decline("10.0.0.100").toBytes()
        };
        int answered = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] seed = seeds[random.nextInt(seeds.length)];
            byte[] data = Arrays.copyOf(seed, random.nextInt(8) == 0 ? random.nextInt(seed.length) : seed.length);
            for (int flips = random.nextInt(6); flips > 0 && data.length > 0; flips--) {
                int at = random.nextInt(4) == 0
                        ? random.nextInt(data.length)
                        : Math.min(data.length - 1, 240 + random.nextInt(60));
                data[at] = (byte) random.nextInt();
            }
            answered += world.send(data, broadcast()).reply() == null ? 0 : 1;
        }
        assertThat(answered).isBetween(1000, 99_000);
    }
}
