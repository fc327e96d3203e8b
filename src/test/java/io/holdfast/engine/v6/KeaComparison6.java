package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.address.HexText;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.KeaProcess;
import io.holdfast.engine.Told;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Relay6;
import io.holdfast.wire.v6.Request6;
import io.holdfast.wire.v6.Status6;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kea and Holdfast with the same configuration, and a way to tell both the same story and compare what they say. All
 * clients are behind relays, because loopback has no multicast.
 */
final class KeaComparison6 implements AutoCloseable {

    private static final Ipv6Address LOOPBACK = Ipv6Address.parse("::1");

    /** Kea forgets what it offers at once; so no story meets the offers of another. */
    private static final int OFFERS_GONE = 31;

    private final World6 holdfast;
    private final KeaProcess kea;

    /** @param members of {@code Dhcp6}, without the subnets */
    KeaComparison6(String members, List<String> subnets) throws IOException {
        Path root = KeaProcess.root(KeaProcess.Program.DHCP6);
        assumeThat(root)
                .as("NOT COMPARED WITH KEA: no usr/sbin/kea-dhcp6 under HOLDFAST_TEST_KEA_ROOT, or not root")
                .isNotNull();
        List<String> all = new ArrayList<>(subnets);
        all.add(
                "{ \"id\": 200, \"subnet\": \"2001:db8:200::/64\", \"pools\": [ { \"pool\": \"2001:db8:200::10-2001:db8:200::20\" } ] }");
        String config = """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "lo/::1" ] },
                  "lease-database": { "type": "memfile", "persist": false },
                  "server-id": { "type": "LL", "htype": 1, "identifier": "02005e000001", "persist": false },
                  "multi-threading": { "enable-multi-threading": false },
                  "loggers": [ { "name": "kea-dhcp6", "severity": "DEBUG", "debuglevel": 55,
                    "output-options": [ { "output": "stdout" } ] } ],
                  "valid-lifetime": 3600, "min-valid-lifetime": 600, "max-valid-lifetime": 7200,
                  "preferred-lifetime": 1800, "min-preferred-lifetime": 300, "max-preferred-lifetime": 3600,
                  %s "subnet6": [ %s ] } }""".formatted(members, String.join(", ", all));
        holdfast = new World6(config);
        kea = new KeaProcess(
                KeaProcess.Program.DHCP6,
                Objects.requireNonNull(root),
                config,
                Client6.of(999_999)
                        .solicit()
                        .relayedBy(Ipv6Address.parse("2001:db8:200::1"), World6.CLIENT)
                        .toBytes());
    }

    /** One of the two. */
    interface Teller {

        void tell(byte[] packet);

        default void tell(Request6 request) {
            tell(request.toBytes());
        }
    }

    interface Story {
        void with(Teller server);
    }

    Told tell(Story story) {
        holdfast.now += OFFERS_GONE;
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        story.with(packet -> told.holdfast().add(fields(askHoldfast(packet))));
        story.with(packet -> told.kea().add(fields(askKea(packet))));
        return told;
    }

    private byte @Nullable [] askHoldfast(byte[] packet) {
        List<IpAddress> local = List.of(LOOPBACK);
        World6.Result result = holdfast.send(packet, new Arrival("lo", local, LOOPBACK, 547, LOOPBACK));
        return result.reply() == null ? null : result.reply().data();
    }

    private byte @Nullable [] askKea(byte[] packet) {
        try {
            List<byte[]> answers = kea.exchange(packet);
            assertThat(answers).as("answers of Kea").hasSizeLessThan(2);
            return answers.isEmpty() ? null : answers.getFirst();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Relays, associations and options by name, texts of status codes aside; only that it is silence, when it is. */
    private static Map<String, String> fields(byte @Nullable [] data) {
        if (data == null) {
            return Told.SILENCE;
        }
        ReplyView6 view = ReplyView6.of(data);
        Message6 message = view.message();
        Map<String, String> fields = new HashMap<>();
        fields.put("answer", view.type().text());
        fields.put("transaction-id", Integer.toHexString(message.transactionId()));
        fields.put("relays", message.relays().stream().map(KeaComparison6::text).collect(Collectors.joining(", ")));
        for (Ia6 ia : view.ias()) {
            fields.put(ia.type().text() + " " + ia.iaid(), text(ia));
        }
        for (int code : message.options().codes()) {
            switch (code) {
                case OptionCode6.IA_NA, OptionCode6.IA_PD -> {}
                case OptionCode6.STATUS_CODE -> fields.put("status", view.status());
                default -> fields.put("option " + code, HexText.format(Objects.requireNonNull(message.option(code))));
            }
        }
        return fields;
    }

    private static String text(Relay6 relay) {
        List<String> options = new ArrayList<>();
        for (int code : relay.options().codes()) {
            if (code != OptionCode6.RELAY_MSG) {
                options.add(code + "="
                        + HexText.format(Objects.requireNonNull(relay.options().payload(code))));
            }
        }
        return relay.hopCount() + " " + relay.linkAddress() + " " + relay.peerAddress() + " " + options;
    }

    private static String text(Ia6 ia) {
        try {
            StringBuilder text = new StringBuilder("T1 " + ia.t1() + " T2 " + ia.t2());
            for (var lease : ia.leases()) {
                text.append(", ").append(lease.prefix()).append(' ').append(lease.preferredLifetime());
                text.append('/').append(lease.validLifetime());
                text.append(lease.excluded() == null ? "" : " without " + lease.excluded());
            }
            Status6 status = ia.status();
            return text.append(status == null ? "" : ", status " + status.number())
                    .toString();
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        kea.close();
    }
}
