package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.availability.HandScheduler;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.transport.Outgoing;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits in a lane with real engine and store: two servers, one store. */
class LimitLaneTests {

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
              "hooks-libraries": [ { "library": "libdhcp_limits" } ],
              "valid-lifetime": 3600, "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24",
                "user-context": { "limits": { %s } },
                "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ] } }
            """;

    private final HandScheduler scheduler = new HandScheduler(1_800_000_000_000L);
    private final MemoryLeaseStore rows = MemoryLeaseStore.withoutFile(Protocol.DHCP4);
    private final List<String> answers = new ArrayList<>();

    private SimulatedServer server(String limits, int number) {
        return new SimulatedServer(
                CONFIG.formatted(limits),
                Ipv4Address.parse("10.0.0." + number),
                rows,
                scheduler,
                SimulatedServer.SERVE,
                1,
                7,
                (_, replies) -> replies.forEach(this::note));
    }

    private void note(Outgoing reply) {
        try {
            Message4 message = Message4.read(reply.data(), reply.data().length);
            answers.add(message.transactionId() + " " + message.type());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private static void receive(SimulatedServer server, Request4... requests) {
        Arrays.stream(requests).forEach(request -> server.receive(request.toBytes()));
        server.work(0);
    }

    private static Request4 discover(int client) {
        return Request4.of(MessageType4.DHCPDISCOVER, client, LeaseBuilder.hardwareOf(client));
    }

    private static Request4 wanting(int client, String address, int server) {
        return Request4.of(MessageType4.DHCPREQUEST, client, LeaseBuilder.hardwareOf(client))
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("10.0.0." + server));
    }

    @Test
    void leasesAreLimitedAcrossServersAndOneQuestionServesABatch() {
        SimulatedServer one = server("\"address-limit\": 2", 1);
        SimulatedServer other = server("\"address-limit\": 2", 2);
        receive(one, discover(1), discover(2), discover(3));
        assertThat(one.store.calls()).containsExactly("find", "vacancies", "held");
        receive(other, discover(4));
        receive(other, wanting(4, "10.0.0.100", 2));
        answers.clear();
        receive(one, wanting(2, "10.0.0.101", 1), wanting(3, "10.0.0.102", 1));
        assertThat(answers).containsExactly("2 DHCPACK", "3 DHCPNAK");
        assertThat(rows.page(LeaseFilter.ALL, 10)).hasSize(2);
        answers.clear();
        receive(one, discover(5));
        assertThat(answers).isEmpty();
        assertThat(one.labels).containsEntry("lease-limit", 1);
        assertThat(one.statistic("v4-allocation-fail-subnet")).isEqualTo(2);
    }

    @Test
    void packetsBeyondARateAreCounted() {
        SimulatedServer one = server("\"rate-limit\": \"2 packets per year\"", 1);
        receive(one, discover(1), discover(2), discover(3), discover(4));
        assertThat(answers).containsExactly("1 DHCPOFFER", "2 DHCPOFFER");
        assertThat(one.statistic("pkt4-limit-exceeded")).isEqualTo(2);
        assertThat(one.statistic("pkt4-receive-drop")).isEqualTo(2);
        assertThat(one.labels).containsEntry("subnet-rate", 2);
        assertThat(one.store.calls()).doesNotContain("held");
    }
}
