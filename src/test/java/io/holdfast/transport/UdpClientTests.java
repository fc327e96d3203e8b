package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv6Address;
import org.junit.jupiter.api.Test;

/** What clients are told that cannot reach their server. */
class UdpClientTests {

    @Test
    void aLinkLocalServerIsAskedByItsLinkOnly() {
        assertThatThrownBy(
                        () -> UdpClient.open(Ipv6Address.parse("fe80::1"), 547).close())
                .isInstanceOf(SocketOpenException.class)
                .hasMessage("cannot talk to [fe80::1]:547: each link may have this address; ask by an interface");
    }
}
