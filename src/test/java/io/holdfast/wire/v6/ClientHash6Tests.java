package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHash6Tests {

    private static final Duid DUID = Duid.parse("00:03:00:01:02:00:5e:10:00:01");

    @Test
    void isTheSameThroughWhicheverRelays() {
        int direct = hash(Request6.of(MessageType6.SOLICIT, 1).clientId(DUID).toBytes());
        Request6 renew = Request6.of(MessageType6.RENEW, 2).elapsed(9).clientId(DUID);

        assertThat(direct).isNotZero();
        for (int relays = 0; relays < Message6.MAX_RELAYS; relays++) {
            assertThat(hash(renew.toBytes())).as("%d relays", relays).isEqualTo(direct);
            renew.relayedBy(Ipv6Address.UNSPECIFIED, Ipv6Address.UNSPECIFIED)
                    .relayOption(OptionCode6.CLIENT_ID, new byte[] {1, 2, 3});
        }
        renew.relayedBy(Ipv6Address.UNSPECIFIED, Ipv6Address.UNSPECIFIED);
        assertThat(hash(renew.toBytes())).as("more than 33 relays").isZero();
    }

    @Test
    void spreadsNeighboursOverLanes() {
        int[] clients = new int[8];
        for (int i = 0; i < 8000; i++) {
            byte[] duid = DUID.bytes().clone();
            duid[8] = (byte) (i >>> 8);
            duid[9] = (byte) i;
            clients[
                    hash(Request6.of(MessageType6.SOLICIT, 1)
                                    .clientId(Duid.of(duid))
                                    .toBytes())
                            & 7]++;
        }
        assertThat(Arrays.stream(clients).min().orElseThrow()).isGreaterThan(800);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "01 00 00 00",
                "01 00 00 00 00 01",
                "01 00 00 00 00 01 00 00",
                "01 00 00 00 00 01 00 02 01",
                "01 00 00 00 00 08 ff ff 01",
                "0c 00 00*31",
                "0c 00 00*32",
                "0c 00 00*32 00 09 00 01 01",
                "0c 00 00*32 00 09 00 02 0c 00",
                "0c 00 00*32 00 09 00 0c 01 00 00 00 00 01",
            })
    void isZeroWithoutAClientId(String packet) {
        assertThat(hash(Vector.of(packet))).isZero();
    }

    private static int hash(byte[] packet) {
        byte[] longer = Arrays.copyOf(packet, packet.length + 8);
        Arrays.fill(longer, packet.length, longer.length, (byte) 1);
        return ClientHash6.of(longer, packet.length);
    }
}
