package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.clientIdOf;
import static io.holdfast.lease.LeaseBuilder.hardwareOf;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseQuestion.OfAddress;
import io.holdfast.lease.LeaseQuestion.OfClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#find}. */
interface LeaseLookupContract extends StoreUnderTest {

    private List<Lease> ofClient(
            @Nullable ClientIdentifier id, @Nullable HardwareAddress hardware, Integer... subnets) {
        return store().find(List.of(new OfClient(new ClientIdentity(id, hardware), List.of(subnets))))
                .getFirst();
    }

    @Test
    default void findsNothingInAnEmptyStore() {
        assertThat(row("192.0.2.1")).isNull();
        assertThat(ofClient(clientIdOf(1), hardwareOf(1), 1)).isEmpty();
        assertThat(store().find(List.of())).isEmpty();
    }

    @Test
    default void findsTheRowOfAnAddressWhateverItsState() {
        Lease4 held = lease("192.0.2.1").build();
        Lease4 released = lease("192.0.2.2").state(LeaseState.RELEASED).build();
        Lease4 declined = lease("192.0.2.3")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build();
        Lease4 reclaimed =
                lease("255.255.255.255").state(LeaseState.EXPIRED_RECLAIMED).build();
        given(held, released, declined, reclaimed);

        assertSame(row("192.0.2.1"), held);
        assertSame(row("192.0.2.2"), released);
        assertSame(row("192.0.2.3"), declined);
        assertSame(row("255.255.255.255"), reclaimed);
        assertThat(row("192.0.2.4")).isNull();
    }

    @Test
    default void findsAClientByItsClientIdentifierOrItsHardwareAddress() {
        Lease4 both = lease("192.0.2.10").client(1).build();
        Lease4 sameId = lease("192.0.2.9").client(1).hardware(hardwareOf(77)).build();
        Lease4 sameHardware =
                lease("192.0.2.11").client(1).clientId(clientIdOf(77)).build();
        Lease4 stranger = lease("192.0.2.12").client(2).build();
        given(both, sameId, sameHardware, stranger);

        assertSame(ofClient(clientIdOf(1), hardwareOf(1), 1), sameId, both, sameHardware);
        assertSame(ofClient(clientIdOf(1), null, 1), sameId, both);
        assertSame(ofClient(null, hardwareOf(1), 1), both, sameHardware);
        assertThat(ofClient(clientIdOf(3), hardwareOf(3), 1)).isEmpty();
    }

    @Test
    default void aRowWithoutClientIdentifierOrHardwareAddressIsNotEverybodys() {
        Lease4 noId = lease("192.0.2.1").client(1).clientId(null).build();
        Lease4 noHardware = lease("192.0.2.2").client(2).hardware(null).build();
        Lease4 neither = lease("192.0.2.3")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build();
        given(noId, noHardware, neither);

        assertSame(ofClient(null, hardwareOf(1), 1), noId);
        assertSame(ofClient(clientIdOf(9), hardwareOf(1), 1), noId);
        assertSame(ofClient(clientIdOf(2), null, 1), noHardware);
        assertSame(ofClient(clientIdOf(2), hardwareOf(9), 1), noHardware);
        assertThat(ofClient(clientIdOf(9), null, 1)).isEmpty();
        assertThat(ofClient(null, hardwareOf(9), 1)).isEmpty();
    }

    @Test
    default void findsAClientInTheSubnetsAskedForOnlyInTheOrderOfAddresses() {
        Lease4 third = lease("203.0.113.5").client(1).subnet(3).build();
        Lease4 first = lease("10.0.0.5").client(1).subnet(1).build();
        Lease4 second = lease("100.64.0.5")
                .client(1)
                .subnet(2)
                .state(LeaseState.RELEASED)
                .build();
        given(third, first, second);

        assertSame(ofClient(clientIdOf(1), hardwareOf(1), 1, 2, 3), first, second, third);
        assertSame(ofClient(clientIdOf(1), hardwareOf(1), 3, 1), first, third);
        assertSame(ofClient(clientIdOf(1), hardwareOf(1), 2), second);
        assertThat(ofClient(clientIdOf(1), hardwareOf(1), 4)).isEmpty();
        assertThat(ofClient(clientIdOf(1), hardwareOf(1))).isEmpty();
    }

    @Test
    default void tellsIdentifiersApartByLengthAndLastByte() {
        given(
                lease("192.0.2.1").clientId(ClientIdentifier.parse("01:02:03")).build(),
                lease("192.0.2.2")
                        .clientId(ClientIdentifier.parse("01:02:03:00"))
                        .build(),
                lease("192.0.2.3")
                        .clientId(ClientIdentifier.parse("00:01:02:03"))
                        .build());

        assertThat(ofClient(ClientIdentifier.parse("01:02:03"), null, 1))
                .extracting(Lease::address)
                .containsExactly(Ipv4Address.parse("192.0.2.1"));
        assertThat(ofClient(ClientIdentifier.parse("01:02:03:00"), null, 1))
                .extracting(Lease::address)
                .containsExactly(Ipv4Address.parse("192.0.2.2"));
    }

    @Test
    default void answersInTheOrderOfTheQuestions() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            leases.add(lease(new Ipv4Address(0x0a000000 + 7 * i)).client(i).build());
        }
        given(leases.toArray(Lease4[]::new));
        List<LeaseQuestion> questions = new ArrayList<>();
        for (int i = leases.size() - 1; i >= 0; i--) {
            Lease4 lease = leases.get(i);
            questions.add(new OfAddress(lease.address()));
            questions.add(new OfAddress(lease.address().next()));
            questions.add(new OfClient(new ClientIdentity(lease.clientId(), lease.hardware()), List.of(1, 2)));
        }
        List<List<Lease>> answers = store().find(questions);

        assertThat(answers).hasSize(questions.size());
        for (int i = 0; i < leases.size(); i++) {
            Lease4 lease = leases.get(leases.size() - 1 - i);
            assertSame(answers.get(3 * i), lease);
            assertThat(answers.get(3 * i + 1)).isEmpty();
            assertSame(answers.get(3 * i + 2), lease);
        }
    }

    @Test
    default void answersTheSameQuestionTwice() {
        Lease4 lease = lease("192.0.2.1").client(1).build();
        given(lease);
        LeaseQuestion byAddress = new OfAddress(lease.address());
        LeaseQuestion byClient = new OfClient(new ClientIdentity(null, hardwareOf(1)), List.of(1));
        List<List<Lease>> answers = store().find(List.of(byAddress, byClient, byAddress, byClient));

        assertThat(answers).hasSize(4);
        answers.forEach(answer -> assertSame(answer, lease));
    }

    @Test
    default void findsAClientUnderItsNewIdentityAndSubnetAfterAChange() {
        Lease4 before = lease("192.0.2.1").client(1).build();
        given(before);
        Lease4 after = LeaseBuilder.like(before).client(2).subnet(2).build();
        assertApplied(new LeaseChange.Amend(before, after));

        assertThat(ofClient(clientIdOf(1), hardwareOf(1), 1, 2)).isEmpty();
        assertThat(ofClient(clientIdOf(2), hardwareOf(2), 1)).isEmpty();
        assertSame(ofClient(clientIdOf(2), hardwareOf(2), 2), after);
    }
}
