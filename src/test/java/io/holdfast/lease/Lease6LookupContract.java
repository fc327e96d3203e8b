package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.duidOf;
import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#find} for DHCPv6. */
interface Lease6LookupContract extends StoreUnderTest {

    private List<Lease> ofDuid(int client, Integer... subnets) {
        return store().find(List.of(new LeaseQuestion.OfDuid(duidOf(client), List.of(subnets))))
                .getFirst();
    }

    @Test
    default void findsAllThatAClientHasWhateverItsTypeAssociationAndState() {
        Lease6 address = lease6("2001:db8:1::5").iaid(7).build();
        Lease6 second =
                lease6("2001:db8:1::6").iaid(8).state(LeaseState.RELEASED).build();
        Lease6 network = prefix("2001:db8:100::/56").iaid(7).build();
        Lease6 elsewhere = lease6("2001:db8:2::5").subnet(2).build();
        given(
                network,
                second,
                elsewhere,
                address,
                lease6("2001:db8:1::7").client(2).build());

        assertSame(ofDuid(1, 1), address, second, network);
        assertSame(ofDuid(1, 2), elsewhere);
        assertSame(ofDuid(1, 2, 1), address, second, elsewhere, network);
        assertThat(ofDuid(1)).isEmpty();
        assertThat(ofDuid(3, 1, 2)).isEmpty();
        assertSame(row6("2001:db8:100::"), network);
        assertThat(row6("2001:db8:100::1")).isNull();
    }

    @Test
    default void whatIsDeclinedIsNobodys() {
        Lease6 declined = lease6("2001:db8::5").build().declined(LeaseBuilder.NOW, 86_400);
        given(declined);
        assertSame(row6("2001:db8::5"), declined);
        Duid zeroes = Duid.parse("00:00:00");
        assertThat(store().find(List.of(new LeaseQuestion.OfDuid(zeroes, List.of(1)))))
                .containsExactly(List.of());
        assertThat(store().page(LeaseFilter.ALL.withDuid(zeroes), 10)).isEmpty();
    }

    @Test
    default void tellsDuidsApartByLengthAndLastByte() {
        given(
                lease6("2001:db8::1").duid(Duid.parse("00:04:01")).build(),
                lease6("2001:db8::2").duid(Duid.parse("00:04:01:00")).build(),
                lease6("2001:db8::3").duid(Duid.parse("00:00:04:01")).build());
        assertThat(store().find(List.of(new LeaseQuestion.OfDuid(Duid.parse("00:04:01"), List.of(1))))
                        .getFirst())
                .extracting(Lease::address)
                .containsExactly(Ipv6Address.parse("2001:db8::1"));
    }

    @Test
    default void answersABatchInTheOrderOfItsQuestions() {
        List<Lease6> leases = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            leases.add(lease6(new Ipv6Address(0x2001_0db8_0000_0000L, 7L * i))
                    .client(i)
                    .build());
        }
        given(leases.toArray(Lease[]::new));
        List<LeaseQuestion> questions = new ArrayList<>();
        for (int i = leases.size() - 1; i >= 0; i--) {
            Ipv6Address address = leases.get(i).address();
            questions.add(new LeaseQuestion.OfAddress(address));
            questions.add(new LeaseQuestion.OfAddress(address.next()));
            questions.add(new LeaseQuestion.OfDuid(duidOf(i), List.of(1, 2)));
        }
        List<List<Lease>> answers = store().find(questions);
        assertThat(answers).hasSize(questions.size());
        for (int i = 0; i < leases.size(); i++) {
            Lease6 lease = leases.get(leases.size() - 1 - i);
            assertSame(answers.get(3 * i), lease);
            assertThat(answers.get(3 * i + 1)).isEmpty();
            assertSame(answers.get(3 * i + 2), lease);
        }
    }
}
