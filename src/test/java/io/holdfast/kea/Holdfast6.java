package io.holdfast.kea;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.config.ConfigCompiler;
import io.holdfast.config.ConfigException;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.Exchange;
import io.holdfast.engine.Transmission;
import io.holdfast.engine.v6.Engine6;
import io.holdfast.engine.v6.EngineSettings6;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.LeaseChange;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Holdfast's DHCPv6 without sockets and threads, and a clock that is turned by hand. */
final class Holdfast6 {

    private static final int OFFER_SECONDS = 30;

    /** Kea forgets what it advertises at once; so no story meets the offers of another. */
    private static final int OFFERS_GONE = OFFER_SECONDS + 1;

    private final Leases6 leases = new Leases6();
    private final AddressPickers pickers;
    private final Engine6 engine;
    private long now = 1_800_000_000L;

    Holdfast6(String json) throws ConfigException {
        ServerConfig6 config = Objects.requireNonNull(ConfigCompiler.compile(json, "test.json").dhcp6());
        pickers = new AddressPickers(config, new SplittableRandom(4711));
        engine = new Engine6(
                config,
                new OfferBook(OFFER_SECONDS, 100_000),
                pickers,
                EngineSettings6.standard(config.serverId().whole().orElseThrow()));
    }

    void forgetOffers() {
        wait(OFFERS_GONE);
    }

    void wait(int seconds) {
        now += seconds;
    }

    byte @Nullable [] ask(Station6 from, byte[] packet) {
        List<IpAddress> addresses = from.wire == 0
                ? List.of(Ipv6Address.parse(Network6.NEAR_SERVER), Ipv6Address.parse(Network6.SERVER))
                : List.of(Ipv6Address.parse(Network6.NEAR_SERVER));
        Exchange exchange = engine.open(
                packet,
                packet.length,
                new Arrival("srv" + from.wire, addresses, from.source, from.port, from.destination));
        Transmission answer = decide(exchange) ? exchange.reply(now) : null;
        return answer == null ? null : delivered(from, answer);
    }

    /** Where Kea's answers arrive, too: at the station. */
    private static byte[] delivered(Station6 station, Transmission answer) {
        if (!answer.destination().equals(station.source) || answer.port() != station.port) {
            throw new AssertionError("answered at " + answer.destination() + " port " + answer.port() + ", not at "
                    + station.source + " port " + station.port);
        }
        return answer.data();
    }

    /** Whether it is no silence. */
    private boolean decide(Exchange exchange) {
        while (true) {
            switch (exchange.decide(now)) {
                case Decision.Silence _ -> {
                    return false;
                }
                case Decision.Ask(var questions) ->
                    exchange.learn(questions.stream().map(leases::find).toList());
                case Decision.Refill(var shortage) ->
                    pickers.refill(
                            shortage,
                            leases.vacancies(
                                    shortage.range(), shortage.from(), shortage.limit(), shortage.reuse(), now));
                case Decision.Answer(var changes, var together) -> {
                    if (isCommitted(exchange, changes, together)) {
                        return true;
                    }
                }
            }
        }
    }

    private boolean isCommitted(Exchange exchange, List<LeaseChange> changes, boolean together) {
        List<List<LeaseChange>> groups =
                together ? List.of(changes) : changes.stream().map(List::of).toList();
        boolean all = true;
        for (List<LeaseChange> group : groups) {
            if (!leases.commit(group)) {
                all = false;
                group.forEach(change -> exchange.taken(change, new ChangeOutcome.Taken(leases.present(change))));
            }
        }
        return all;
    }
}
