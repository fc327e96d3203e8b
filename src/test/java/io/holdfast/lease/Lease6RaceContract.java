package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.duidOf;
import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseRaceContract.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link LeaseStore#commit} by many threads, and by two servers where the store has two ways in. */
@Timeout(120)
interface Lease6RaceContract extends StoreUnderTest {

    int CLIENTS = 8;
    int PLACES = 120;
    int AT_ONCE = 12;

    private static Ipv6Address address(int i) {
        return new Ipv6Address(0x2001_0db8_0000_0000L, i);
    }

    private static Ipv6Address network(int i) {
        return new Ipv6Address(0x2001_0db9_0000_0000L + ((long) i << 8), 0);
    }

    /**
     * Each client wants every address with the prefix of another number, so that groups of several clients cross: of a
     * pair a client has both or none.
     */
    private List<Integer> grab(LeaseStore store, int client) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(client));
        List<Integer> won = new ArrayList<>();
        for (int start = 0; start < PLACES; start += AT_ONCE) {
            List<Integer> wanted = order.subList(start, start + AT_ONCE);
            List<ChangeGroup> groups = new ArrayList<>();
            for (int i : wanted) {
                groups.add(new ChangeGroup(List.of(
                        new Grant(null, lease6(address(i)).client(client).build()),
                        new Grant(
                                null,
                                prefix(network(partner(i, client)) + "/56")
                                        .client(client)
                                        .iaid(i)
                                        .build()))));
            }
            List<ChangeOutcome> outcomes = store.commit(groups);
            for (int i = 0; i < AT_ONCE; i++) {
                boolean applied = outcomes.get(2 * i) instanceof ChangeOutcome.Applied;
                assertThat(outcomes.get(2 * i + 1) instanceof ChangeOutcome.Applied)
                        .isEqualTo(applied);
                if (applied) {
                    won.add(wanted.get(i));
                }
            }
        }
        return won;
    }

    private static int partner(int i, int client) {
        return (i + client % 3) % PLACES;
    }

    @Test
    default void ofCrossingGroupsEachIsHadWholeByOneOrByNobody() throws Exception {
        List<List<Integer>> won = together(CLIENTS, t -> () -> grab(t % 2 == 0 ? store() : other(), t + 1));

        Map<Ipv6Address, Integer> owner = new HashMap<>();
        for (int t = 0; t < CLIENTS; t++) {
            for (int i : won.get(t)) {
                assertThat(owner.put(address(i), t + 1))
                        .as("second owner of " + address(i))
                        .isNull();
                Ipv6Address network = network(partner(i, t + 1));
                assertThat(owner.put(network, t + 1))
                        .as("second owner of " + network)
                        .isNull();
            }
        }
        List<Lease> rows = store().page(LeaseFilter.ALL, 10 * PLACES);
        assertThat(rows).hasSize(owner.size());
        for (Lease row : rows) {
            Integer client = owner.get(row.address());
            assertThat(client).as("owner of " + row.address()).isNotNull();
            assertThat(((Lease6) row).duid()).isEqualTo(duidOf(client));
        }
        assertThat(owner.size()).isGreaterThanOrEqualTo(PLACES);
    }

    @Test
    default void ofManyThatRenewTheSameGroupsExactlyOneSucceedsWithEach() throws Exception {
        List<Lease6> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            held.add(lease6(address(i)).client(i / 2).build());
        }
        given(held.toArray(Lease[]::new));
        List<List<ChangeOutcome>> outcomes = together(CLIENTS, t -> () -> {
            List<ChangeGroup> groups = new ArrayList<>();
            for (int i = 0; i < held.size(); i += 2) {
                List<LeaseChange> changes = new ArrayList<>();
                for (Lease6 row : held.subList(i, i + 2)) {
                    changes.add(new Renew(row, like(row).since(NOW + 1 + t).build()));
                }
                groups.add(new ChangeGroup(changes));
            }
            return (t % 2 == 0 ? store() : other()).commit(groups);
        });
        for (int i = 0; i < held.size(); i++) {
            int place = i;
            assertThat(outcomes.stream().filter(told -> told.get(place) instanceof ChangeOutcome.Applied))
                    .as("renewals of " + held.get(i).address())
                    .hasSize(1);
        }
        for (int i = 0; i < held.size(); i += 2) {
            Lease6 one = row6(address(i).toString());
            Lease6 other = row6(address(i + 1).toString());
            assertThat(one).isNotNull();
            assertThat(other).isNotNull();
            assertThat(one.lastTransaction()).isEqualTo(other.lastTransaction());
        }
    }
}
