package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Transmission;
import io.holdfast.kea.Network6;
import io.holdfast.kea.RealClock;
import io.holdfast.kea.Station6;
import io.holdfast.kea.Told;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Kea and Holdfast with the same configuration, and a way to tell both the same story and compare what they say. */
final class KeaComparison6 implements AutoCloseable {

    private static final int RELAY_FORW = MessageType6.RELAY_FORW.number();

    /** Kea forgets what it advertises at once; so no story meets the offers of another. */
    private static final int OFFERS_GONE = 31;

    private final World6 holdfast;
    private final Network6 kea;

    /** @param members of {@code Dhcp6}, each with a comma behind it, without the subnets */
    KeaComparison6(String members, List<String> subnets) throws Exception {
        this(
                "{ \"type\": \"EN\", \"enterprise-id\": 61680, \"identifier\": \"6866\", \"persist\": false }",
                members,
                subnets);
    }

    KeaComparison6(String serverId, String members, List<String> subnets) throws Exception {
        String config = """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "srv0/%s", "srv1" ] },
                  "lease-database": { "type": "memfile", "persist": false },
                  "multi-threading": { "enable-multi-threading": false }, "cache-threshold": 0.0,
                  "loggers": [ { "name": "kea-dhcp6", "severity": "DEBUG", "debuglevel": 55,
                    "output-options": [ { "output": "stdout" } ] } ],
                  "server-id": %s,
                  %s "subnet6": [ %s ] } }""".formatted(Network6.SERVER, serverId, members, String.join(", ", subnets));
        ServerConfig6 compiled = Objects.requireNonNull(
                ConfigCompiler.compile(config, "kea.json").dhcp6());
        Duid duid = compiled.serverId().whole().orElseThrow();
        holdfast = new World6(config, new TreeMap<>(), EngineSettings6.standard(duid));
        kea = new Network6(config);
    }

    /** One of the two. */
    interface Teller {

        /** What it says; absent for silence. */
        @Nullable
        Message6 tell(Station6 from, byte[] packet);

        /** Again and again until an answer gives an address or prefix; only what is said then counts. */
        void tellUntilGiven(Request6 request);

        /** Nothing is said for so many seconds; with Kea, a second more may pass. */
        void pass(int seconds);

        default @Nullable Message6 tell(Station6 from, Request6 request) {
            return tell(from, request.toBytes());
        }

        default @Nullable Message6 tell(Request6 request) {
            byte[] packet = request.toBytes();
            return tell(packet[0] == RELAY_FORW ? Station6.RELAY : Station6.CLIENT, packet);
        }
    }

    interface Story {
        void with(Teller server);
    }

    Told tell(Story story) {
        holdfast.now += OFFERS_GONE;
        Told told = new Told();
        story.with(new Narrator(told.holdfast(), this::askHoldfast, seconds -> holdfast.now += seconds, 1));
        story.with(new Narrator(told.kea(), this::askKea, RealClock::pass, 0));
        return told;
    }

    /** Each from a relay when there is one in it, otherwise from a client on the server's link. */
    Told tell(Request6... requests) {
        List<byte[]> packets = bytes(requests);
        return tell(server -> packets.forEach(
                packet -> server.tell(packet[0] == RELAY_FORW ? Station6.RELAY : Station6.CLIENT, packet)));
    }

    Told tell(Station6 from, Request6... requests) {
        List<byte[]> packets = bytes(requests);
        return tell(server -> packets.forEach(packet -> server.tell(from, packet)));
    }

    /** Once, so that both are told the same: writing a request adds to it. */
    private static List<byte[]> bytes(Request6... requests) {
        return Arrays.stream(requests).map(Request6::toBytes).toList();
    }

    /** Times may be a second apart. */
    static boolean isWithinASecond(String name, String ours, String theirs) {
        String[] one = ours.split(" ");
        String[] other = theirs.split(" ");
        boolean close = one.length == other.length;
        for (int i = 0; close && i < one.length; i++) {
            close = one[i].equals(other[i])
                    || isNumber(one[i])
                            && isNumber(other[i])
                            && Math.abs(Long.parseLong(one[i]) - Long.parseLong(other[i])) <= 1;
        }
        return close && (ours.equals(theirs) || name.startsWith("IA_"));
    }

    private static boolean isNumber(String word) {
        return word.matches("[0-9]{1,10}");
    }

    private interface Server {
        byte @Nullable [] ask(Station6 from, byte[] packet);
    }

    /** @param patience seconds that pass before a packet is sent again */
    private record Narrator(List<Map<String, String>> said, Server server, IntConsumer clock, int patience)
            implements Teller {

        @Override
        public @Nullable Message6 tell(Station6 from, byte[] packet) {
            byte[] answer = server.ask(from, packet);
            said.add(KeaFields6.of(answer));
            return answer == null ? null : message(answer);
        }

        @Override
        public void tellUntilGiven(Request6 request) {
            byte[] packet = request.toBytes();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                byte[] answer = server.ask(Station6.RELAY, packet);
                if (answer != null && gives(message(answer))) {
                    return said.add(KeaFields6.of(answer));
                }
                clock.accept(patience);
                return false;
            });
        }

        @Override
        public void pass(int seconds) {
            clock.accept(seconds);
        }

        private static boolean gives(Message6 answer) throws MalformedPacketException {
            return answer.ias().stream().anyMatch(ia -> !ia.leases().isEmpty());
        }

        private static Message6 message(byte[] answer) {
            try {
                return Message6.read(answer, answer.length);
            } catch (MalformedPacketException e) {
                throw new AssertionError(e);
            }
        }
    }

    private byte @Nullable [] askHoldfast(Station6 from, byte[] packet) {
        Transmission answer = holdfast.send(
                        packet,
                        new Arrival("srv" + from.wire(), from.server(), from.source(), from.port(), from.destination()))
                .reply();
        if (answer == null) {
            return null;
        }
        // Where Kea's answers arrive, too.
        assertThat(answer.destination()).as("destination").isEqualTo(from.source());
        assertThat(answer.port()).as("port").isEqualTo(from.port());
        return answer.data();
    }

    private byte @Nullable [] askKea(Station6 from, byte[] packet) {
        try {
            return kea.from(from).exchange(packet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        kea.close();
    }
}
