package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkChoiceTests {

    private static final List<Link> KNOWN = List.of(
            link("lo", true, "127.0.0.1"),
            link("eth0", true, "192.0.2.1", "192.0.2.2"),
            link("eth1", false, "10.0.0.1"),
            link("tap0", true));

    @Test
    void starTakesWhatIsUpAndHasAnAddress() {
        assertThat(LinkChoice.of(List.of("*"), KNOWN).links())
                .extracting(Link::name)
                .containsExactly("eth0");
    }

    @Test
    void aNameTakesAllAddressesOfTheInterface() {
        assertThat(LinkChoice.of(List.of("eth0", "lo"), KNOWN).links())
                .extracting(link -> link.name() + link.addresses())
                .containsExactly("eth0[192.0.2.1, 192.0.2.2]", "lo[127.0.0.1]");
    }

    @Test
    void anAddressTakesOnlyThatAddress() {
        assertThat(LinkChoice.of(List.of("eth0/192.0.2.2"), KNOWN).links())
                .extracting(link -> link.name() + link.addresses())
                .containsExactly("eth0[192.0.2.2]");
    }

    @Test
    void problemsNameWhatThereIs() {
        LinkChoice choice = LinkChoice.of(List.of("eth7", "tap0", "eth0/192.0.2.9", "eth0/x"), KNOWN);
        assertThat(choice.links()).isEmpty();
        assertThat(choice.unknown()).containsExactly("eth7");
        assertThat(choice.problems())
                .containsEntry("eth7", "there is no interface eth7; there are: lo, eth0, eth1, tap0")
                .containsEntry("tap0", "interface tap0 has no IPv4 address")
                .containsEntry(
                        "eth0/192.0.2.9",
                        "interface eth0 does not have the address 192.0.2.9; it has: 192.0.2.1, 192.0.2.2")
                .containsEntry("eth0/x", "eth0/x: not an IPv4 address: 'x'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detectFindsTheLoopback(boolean nativeAccess) throws SocketOpenException {
        assertThat(Links.detect(nativeAccess))
                .filteredOn(Link::loopback)
                .first()
                .satisfies(link -> {
                    assertThat(link.addresses()).contains(Ipv4Address.parse("127.0.0.1"));
                    assertThat(link.index()).isPositive();
                    assertThat(link.up()).isTrue();
                    assertThat(link.mtu()).isGreaterThan(1_500);
                });
    }

    private static Link link(String name, boolean up, String... addresses) {
        return new Link(
                name,
                1,
                null,
                Arrays.stream(addresses).map(Ipv4Address::parse).toList(),
                up,
                name.equals("lo"),
                !name.equals("lo"),
                1500);
    }
}
