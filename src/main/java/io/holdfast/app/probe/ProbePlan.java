package io.holdfast.app.probe;

import io.holdfast.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask, how many times, and how patiently.
 *
 * @param server to ask by unicast; else {@code interfaceName} says where to ask everybody. Exactly one of them is given.
 * @param serverPort 67 or 547 in production
 * @param clientPort where answers are expected that come by the interface, 68 or 546 in production; with {@code server}
 *     any port is taken
 * @param release give the lease back afterwards
 * @param count how many clients, each with an identity of its own
 * @param rate how many clients begin per second at most; 0 for as many as there can be
 * @param timeout for one client, from its first message on
 * @param firstWait before the first message is sent again; doubled each time (RFC 2131 §4.1 has 4 s, up to 64 s; RFC 8415
 *     §7.6 has 1 s)
 * @param asked the codes of options to ask for besides those that clients usually ask for
 */
public record ProbePlan(
        @Nullable IpAddress server,
        @Nullable String interfaceName,
        int serverPort,
        int clientPort,
        boolean release,
        int count,
        int rate,
        Duration timeout,
        Duration firstWait,
        List<Integer> asked) {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException with a sentence for the user */
    public ProbePlan {
        if ((server == null) == (interfaceName == null)) {
            throw new IllegalArgumentException("give either the address of a server or an interface");
        }
        if (count < 1) {
            throw new IllegalArgumentException("the count is at least 1, not " + count);
        }
        if (rate < 0) {
            throw new IllegalArgumentException("the rate is 0 (no limit) or more, not " + rate);
        }
        if (timeout.isNegative() || timeout.isZero() || firstWait.isNegative() || firstWait.isZero()) {
            throw new IllegalArgumentException("the timeout and the first wait are longer than nothing");
        }
        asked = List.copyOf(asked);
    }

    /** Asks for what clients usually ask for. */
    public ProbePlan(
            @Nullable IpAddress server,
            @Nullable String interfaceName,
            int serverPort,
            int clientPort,
            boolean release,
            int count,
            int rate,
            Duration timeout,
            Duration firstWait) {
        this(server, interfaceName, serverPort, clientPort, release, count, rate, timeout, firstWait, List.of());
    }

    /** What to ask for where {@code usual} is usual: each once, in their order. */
    int[] asking(int... usual) {
        return IntStream.concat(IntStream.of(usual), asked.stream().mapToInt(Integer::intValue))
                .distinct()
                .toArray();
    }
}
