package io.holdfast.host;

import static io.holdfast.host.ReservationBuilder.identifier;
import static io.holdfast.host.ReservationBuilder.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import io.holdfast.host.HostQuestion.OfAddress;
import io.holdfast.host.HostQuestion.OfClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of DHCPv6's reservations does beside what is the same in DHCPv4. */
public interface Host6StoreContract {

    HostIdentifier MARY = identifier(HostIdentifier.Type.DUID, "000300010200000000aa");
    HostIdentifier JOHN = identifier(HostIdentifier.Type.DUID, "000300010200000000bb");

    HostStore store();

    static Reservation full() {
        return of(MARY).in(7)
                .address6("2001:db8::b")
                .address6("2001:db8::a")
                .prefix("2001:db8:100::/40", "2001:db8:100::/56")
                .prefix("2001:db8:200::/56", null)
                .hostname("mary6")
                .classes("gold")
                .option(new HostOption("dhcp6", 23, null, "2001:db8::1", false, false, List.of(), null))
                .option(new HostOption("dhcp6", 32, new byte[] {0, 0, 1, 0}, null, true, false, List.of("x"), null))
                .option(new HostOption("vendor-25506", 300, new byte[] {5}, null, false, false, List.of(), null))
                .context("{ \"a\": [ ] }")
                .build();
    }

    @Test
    default void keepsEverythingOfAReservation() {
        assertThat(store().add(full(), true)).isEqualTo(HostOutcome.DONE);
        assertThat(HostText.of(find(new OfClient(List.of(MARY), List.of(7))))).containsExactly(HostText.of(full()));
        assertThat(HostText.of(store().page(7, null, 0, 10))).containsExactly(HostText.of(full()));
    }

    @Test
    default void keepsAReservationWithoutLeasesOrOptions() {
        Reservation bare = of(MARY).hostname("only-a-name").build();
        store().add(bare, true);
        assertThat(HostText.of(find(new OfClient(List.of(MARY), List.of(1))))).containsExactly(HostText.of(bare));
    }

    @Test
    default void findsWhoHasAnAddressOrAPrefix() {
        store().add(full(), true);
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8::a"), 128, List.of(7))))
                .hasSize(1);
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8:200::"), 56, List.of(0, 7))))
                .hasSize(1);
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8:200::"), 64, List.of(7))))
                .isEmpty();
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8::a"), 128, List.of(8))))
                .isEmpty();
    }

    @Test
    default void addsNoSecondForAnAddressUnlessTheyMayBeShared() {
        store().add(full(), true);
        Reservation second =
                of(JOHN).in(7).address6("2001:db8::c").address6("2001:db8::a").build();
        assertThat(store().add(second, true)).isEqualTo(HostOutcome.DUPLICATE);
        assertThat(store().add(of(JOHN).in(7).prefix("2001:db8:200::/56", null).build(), true))
                .isEqualTo(HostOutcome.DUPLICATE);
        assertThat(store().page(null, null, 0, 10)).hasSize(1);
        assertThat(store().add(second, false)).isEqualTo(HostOutcome.DONE);
    }

    @Test
    default void addsNoSecondForAnIdentifierInASubnet() {
        store().add(full(), true);
        assertThat(store().add(of(MARY).in(7).build(), true)).isEqualTo(HostOutcome.DUPLICATE);
    }

    @Test
    default void updateReplacesLeasesAndOptions() {
        store().add(full(), true);
        Reservation next = of(MARY).in(7)
                .prefix("2001:db8:300::/56", null)
                .address6("2001:db8::a")
                .build();
        assertThat(store().update(next, true)).isEqualTo(HostOutcome.DONE);
        assertThat(HostText.of(find(new OfClient(List.of(MARY), List.of(7))))).containsExactly(HostText.of(next));
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8::b"), 128, List.of(7))))
                .isEmpty();
    }

    @Test
    default void deletesByIdentifierAndByAddress() {
        store().add(full(), true);
        store().add(of(JOHN).in(7).address6("2001:db8::c").build(), true);
        assertThat(store().delete(8, Ipv6Address.parse("2001:db8::c"))).isFalse();
        assertThat(store().delete(7, Ipv6Address.parse("2001:db8::c"))).isTrue();
        assertThat(store().delete(7, MARY)).isTrue();
        assertThat(store().page(null, null, 0, 10)).isEmpty();
        assertThat(find(new OfAddress(Ipv6Address.parse("2001:db8::a"), 128, List.of(7))))
                .isEmpty();
    }

    private List<Reservation> find(HostQuestion question) {
        return store().find(List.of(question)).getFirst();
    }
}
