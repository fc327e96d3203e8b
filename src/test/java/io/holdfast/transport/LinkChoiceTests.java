package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
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

    private static final List<Link> KNOWN6 = List.of(
            link6("lo", true, "::1", "2001:db8::53"),
            link6("eth0", true, "fe80::1", "2001:db8::1", "2001:db8::2"),
            link6("eth1", false),
            link6("tun0", true, "2001:db8:1::1"));

    @Test
    void starTakesWhatIsUpAndHasAnAddress() {
        assertThat(LinkChoice.of(Protocol.DHCP4, List.of("*"), KNOWN).links())
                .extracting(Link::name)
                .containsExactly("eth0");
    }

    @Test
    void aNameTakesAllAddressesOfTheInterface() {
        assertThat(LinkChoice.of(Protocol.DHCP4, List.of("eth0", "lo"), KNOWN).links())
                .extracting(link -> link.name() + link.addresses())
                .containsExactly("eth0[192.0.2.1, 192.0.2.2]", "lo[127.0.0.1]");
    }

    @Test
    void anAddressTakesOnlyThatAddress() {
        assertThat(LinkChoice.of(Protocol.DHCP4, List.of("eth0/192.0.2.2"), KNOWN)
                        .links())
                .extracting(link -> link.name() + link.addresses())
                .containsExactly("eth0[192.0.2.2]");
    }

    @Test
    void problemsNameWhatThereIs() {
        LinkChoice choice = LinkChoice.of(Protocol.DHCP4, List.of("eth7", "tap0", "eth0/192.0.2.9", "eth0/x"), KNOWN);
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

    @Test
    void inDhcp6AnInterfaceIsListenedOnByItsLinkLocalAddresses() {
        assertThat(six("*")).containsExactly("eth0[fe80::1]");
        assertThat(six("eth0")).containsExactly("eth0[fe80::1]");
        assertThat(six("lo")).containsExactly("lo[::1]");
    }

    @Test
    void inDhcp6AnotherAddressIsListenedOnBesidesOnlyWhereItIsNamed() {
        assertThat(six("eth0/2001:db8::2")).containsExactly("eth0[fe80::1, 2001:db8::2]");
        assertThat(six("eth0/2001:db8::2", "*")).containsExactly("eth0[fe80::1, 2001:db8::2]");
        assertThat(six("eth0/fe80::1")).containsExactly("eth0[fe80::1]");
        assertThat(six("lo/2001:db8::53")).containsExactly("lo[2001:db8::53]");
        assertThat(six("tun0/2001:db8:1::1"))
                .as("without multicast, for there is no link-local address")
                .containsExactly("tun0[2001:db8:1::1]");
    }

    @Test
    void inDhcp6ProblemsTellWhatIsWaitedFor() {
        LinkChoice choice = LinkChoice.of(
                Protocol.DHCP6, List.of("tun0", "eth1", "eth0/2001:db8::9", "eth0/192.0.2.1", "eth7"), KNOWN6);
        assertThat(choice.links())
                .extracting(Link::name)
                .as("the rest of it is listened on")
                .containsExactly("eth0");
        assertThat(choice.unknown()).containsExactly("eth7");
        assertThat(choice.problems())
                .containsEntry(
                        "tun0",
                        "interface tun0 has no IPv6 link-local address (one that is still being checked for duplicates"
                                + " does not count)")
                .containsEntry("eth1", "interface eth1 is down")
                .containsEntry(
                        "eth0/2001:db8::9",
                        "interface eth0 does not have the address 2001:db8::9; it has: fe80::1, 2001:db8::1,"
                                + " 2001:db8::2 (one that is still being checked for duplicates does not count)")
                .containsEntry("eth0/192.0.2.1", "eth0/192.0.2.1: not an IPv6 address: '192.0.2.1'");
    }

    private static List<String> six(String... names) {
        return LinkChoice.of(Protocol.DHCP6, List.of(names), KNOWN6).links().stream()
                .map(link -> link.name() + link.addresses6())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detectFindsTheLoopback(boolean nativeAccess) throws SocketOpenException {
        assertThat(Links.detect(nativeAccess))
                .filteredOn(Link::loopback)
                .first()
                .satisfies(link -> {
                    assertThat(link.addresses()).contains(Ipv4Address.parse("127.0.0.1"));
                    assertThat(link.addresses6()).contains(Ipv6Address.parse("::1"));
                    assertThat(link.index()).isPositive();
                    assertThat(link.up()).isTrue();
                    assertThat(link.mtu()).isGreaterThan(1_500);
                });
    }

    /** So that a system that does not tell of its IPv6 addresses costs no DHCPv4 client anything. */
    @Test
    void forDhcp4TheAddressesOfIpv6AreNotAskedFor() throws SocketOpenException {
        assumeThat(LinuxCalls.supported()).as("Linux").isTrue();
        assertThat(Links.detect(true, Protocol.DHCP4))
                .filteredOn(Link::loopback)
                .first()
                .satisfies(link -> {
                    assertThat(link.addresses()).contains(Ipv4Address.parse("127.0.0.1"));
                    assertThat(link.addresses6()).isEmpty();
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

    private static Link link6(String name, boolean up, String... addresses) {
        return link(name, up)
                .with6(Arrays.stream(addresses).map(Ipv6Address::parse).toList());
    }
}
