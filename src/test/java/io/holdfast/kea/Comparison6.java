package io.holdfast.kea;

import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kea and Holdfast with the same configuration, and a way to tell both the same story and compare what they say. */
final class Comparison6 implements AutoCloseable {

    private final Network6 kea;

    /** @param members of {@code Dhcp6}, each with a comma behind it, without the subnets */
    Comparison6(String members, List<String> subnets) throws Exception {
        String config = """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "srv0/%s", "srv1" ] },
                  "lease-database": { "type": "memfile", "persist": false },
                  "multi-threading": { "enable-multi-threading": false },
                  "loggers": [ { "name": "kea-dhcp6", "severity": "DEBUG", "debuglevel": 55,
                    "output-options": [ { "output": "stdout" } ] } ],
                  "server-id": { "type": "EN", "enterprise-id": 61680, "identifier": "6866", "persist": false },
                  %s "subnet6": [ %s ] } }""".formatted(Network6.SERVER, members, String.join(", ", subnets));
        kea = new Network6(config);
    }

    /** One of the two. */
    interface Teller {

        /** What it says; absent for silence. */
        @Nullable
        Message6 tell(Station6 from, byte[] packet);

        /** From a relay when there is one in the request, otherwise from a client on the server's link. */
        default @Nullable Message6 tell(Request6 request) {
            byte[] packet = request.toBytes();
            return tell(packet[0] == 12 ? Station6.RELAY : Station6.CLIENT, packet);
        }

        default @Nullable Message6 tell(Station6 from, Request6 request) {
            return tell(from, request.toBytes());
        }
    }

    interface Story {
        void with(Teller server);
    }

    Told tell(Story story) {
        Told told = new Told();
        story.with((from, packet) -> noted(told.kea(), askKea(from, packet)));
        return told;
    }

    private static @Nullable Message6 noted(List<Map<String, String>> said, byte @Nullable [] answer) {
        said.add(Fields6.of(answer));
        try {
            return answer == null ? null : Message6.read(answer, answer.length);
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
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
