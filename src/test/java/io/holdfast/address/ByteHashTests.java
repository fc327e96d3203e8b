package io.holdfast.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteHashTests {

    /** As a vendor gives them out: of 100,000 neighbours next to none fall together. */
    @Test
    void neighboursAmongHardwareAddressesHaveHashesOfTheirOwn() {
        Set<Integer> ofAddresses = new HashSet<>();
        Set<Integer> ofClients = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = {2, 0, 0x5e, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            byte[] identifier = {1, 2, 0, 0x5e, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            HardwareAddress hardware = HardwareAddress.ethernet(bytes);
            ofAddresses.add(hardware.hashCode());
            ofClients.add(new ClientIdentity(ClientIdentifier.of(identifier), hardware).hashCode());
        }
        assertThat(ofAddresses).hasSizeGreaterThan(99_900);
        assertThat(ofClients).hasSizeGreaterThan(99_900);
    }

    @Test
    void bytesAndTheirNumberCount() {
        assertThat(ByteHash.of(new byte[] {0, 0}))
                .isNotEqualTo(ByteHash.of(new byte[] {0}))
                .isNotEqualTo(ByteHash.of(new byte[] {0, 1}))
                .isNotEqualTo(ByteHash.of(new byte[] {1, 0}))
                .isEqualTo(ByteHash.of(new byte[2]));
    }
}
