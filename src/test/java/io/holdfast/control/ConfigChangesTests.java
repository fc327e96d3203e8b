package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of the configuration are changed one after the other, whole or not at all. */
class ConfigChangesTests {

    private final ControlBench bench = new ControlBench();

    @Test
    void noChangeIsLostAmongManyAtOnce() throws Exception {
        int many = 40;
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String subnet = "{\"subnet4\": [{\"id\": " + (100 + i) + ", \"subnet\": \"10.0." + i + ".0/24\"}]}";
            all.add(() -> bench.ask("subnet4-add", subnet));
            String name = "c" + i;
            all.add(() -> bench.ask("class-add", "{\"client-classes\": [{\"name\": \"" + name + "\"}]}"));
        }
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> each : workers.invokeAll(all)) {
                assertThat(each.get()).startsWith("{\"result\":0");
            }
        }
        assertThat(bench.ask("{\"command\": \"subnet4-list\"}")).contains((many + 2) + " IPv4 subnets found");
        assertThat(bench.ask("{\"command\": \"class-list\"}")).contains(many + " classes found");
        assertThat(bench.amended).isEqualTo(2 * many);
    }

    @Test
    void whatIsRefusedChangesNothing() {
        String before = bench.ask("{\"command\": \"config-get\"}");
        assertThat(bench.ask(
                        "subnet4-add",
                        "{\"subnet4\": [{\"id\": 5, \"subnet\": \"10.0.0.0/24\", \"pools\": [{\"pool\": \"x\"}]}]}"))
                .startsWith("{\"result\":1,\"text\":\"<command>:1:")
                .contains("Dhcp4.subnet4[2].pools[0].pool: 'x' is neither first-last nor address/length");
        assertThat(bench.ask("subnet4-update", "{\"subnet4\": [{\"id\": 1, \"subnet\": \"198.51.100.0/24\"}]}"))
                .contains("198.51.100.0/24 is already a subnet at ");
        assertThat(bench.ask("{\"command\": \"config-get\"}")).isEqualTo(before);
        assertThat(bench.amended).isZero();
    }

    @Test
    void whatCannotBeAppliedIsSaid() {
        bench.refusal = new ConfigNotAppliedException("no place", false);
        assertThat(bench.ask("class-add", "{\"client-classes\": [{\"name\": \"a\"}]}"))
                .isEqualTo("{\"result\":1,\"text\":\"no place\"}");
        bench.refusal = new ConfigNotAppliedException("no place at all", true);
        assertThat(bench.ask("class-add", "{\"client-classes\": [{\"name\": \"a\"}]}"))
                .isEqualTo("{\"result\":5,\"text\":\"no place at all\"}");
    }

    /** Subnets without an id were given the lowest free ones; when one goes, the others keep theirs. */
    @Test
    void idsThatNobodyWroteStay() {
        bench.use("""
                {"Dhcp4": {"subnet4": [{"subnet": "10.1.0.0/24"}, {"subnet": "10.2.0.0 / 24"}],
                  "shared-networks": [{"name": "n", "subnet4": [{"subnet": "10.3.0.0/24"}]}]}}
                """);
        String before = bench.ask("{\"command\": \"subnet4-list\"}");
        assertThat(before).contains("10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24");
        String first = before.replaceAll(".*\"id\":(\\d+),\"subnet\":\"10.1.0.0/24\".*", "$1");
        String last = before.replaceAll(".*(\"id\":\\d+,\"subnet\":\"10.3.0.0/24\").*", "$1");
        String second = before.replaceAll(".*(\"id\":\\d+,\"subnet\":\"10.2.0.0/24\").*", "$1");
        assertThat(bench.ask("subnet4-del", "{\"id\": " + first + "}")).contains("10.1.0.0/24");
        assertThat(bench.ask("{\"command\": \"subnet4-list\"}")).contains("2 IPv4 subnets found", second, last);
    }

    @Test
    void passwordsStayWhatTheyAre() {
        bench.use("""
                {"Dhcp4": {"lease-database": {"type": "postgresql", "name": "kea", "user": "kea", "password": "s3cr3t"}}}
                """);
        assertThat(bench.ask("class-add", "{\"client-classes\": [{\"name\": \"a\"}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"Class 'a' added\"}");
        assertThat(bench.current().leaseDatabase().password()).isEqualTo("s3cr3t");
        assertThat(bench.ask("{\"command\": \"config-get\"}")).doesNotContain("s3cr3t");
    }

    @Test
    void aClassThatASubnetIsForMayGo() {
        bench.use("""
                {"Dhcp4": {"client-classes": [{"name": "a"}],
                  "subnet4": [{"id": 1, "subnet": "10.1.0.0/24", "client-classes": ["a"]}]}}
                """);
        assertThat(bench.ask("class-del", "{\"name\": \"a\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"Class 'a' deleted\"}");
    }

    /**
     * What a command takes with ten thousand subnets, in time of a processor, which others on the machine do not change
     * much; printed, and well under what a person would notice.
     */
    @Test
    @Tag("slow")
    void tenThousandSubnetsAreNoHindrance() {
        for (Protocol protocol : Protocol.values()) {
            ControlBench large = new ControlBench(protocol);
            boolean four = protocol == Protocol.DHCP4;
            String key = four ? "subnet4" : "subnet6";
            large.use(JsonWriter.compact(Map.of(
                    protocol.object(),
                    Map.of(
                            key,
                            IntStream.rangeClosed(1, 10_000)
                                    .mapToObj(i -> subnet(four, i))
                                    .toList()))));
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long began = processorNanos();
                String answer = large.ask(
                        key + "-add", "{\"" + key + "\": [" + JsonWriter.compact(subnet(four, 20_000 + i)) + "]}");
                millis.add((processorNanos() - began) / 1_000_000);
                assertThat(answer).startsWith("{\"result\":0");
            }
            System.out.println(key + "-add with 10,000 subnets, processor ms: " + millis);
            assertThat(Collections.min(millis)).isLessThan(1_000);
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Map<String, Object> subnet(boolean four, int i) {
        String prefix = four ? "10." + i / 256 + "." + i % 256 + "." : "2001:db8:" + Integer.toHexString(i) + "::";
        return Map.of(
                "id",
                (long) i,
                "subnet",
                four ? prefix + "0/24" : prefix + "/64",
                "pools",
                List.of(Map.of("pool", four ? prefix + "10-" + prefix + "250" : prefix + "10-" + prefix + "ffff")),
                "option-data",
                List.of(Map.of("name", four ? "routers" : "dns-servers", "data", four ? prefix + "1" : prefix + "1")));
    }
}
