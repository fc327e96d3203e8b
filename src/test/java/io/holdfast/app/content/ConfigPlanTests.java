package io.holdfast.app.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.config.Configs;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnets;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.source.Contents;
import io.holdfast.config.source.FileConfig;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a configuration is made again when what a database has changes: no more, and no less, than what differs. */
class ConfigPlanTests {

    private static final String FILE = """
            "lease-database": {"type": "memfile", "persist": false}, "valid-lifetime": 100,
            "subnet4": [{"id": 1, "subnet": "192.0.1.0/24", "reservations": [{"hw-address": "02:00:00:00:00:01"}]}]""";
    private static final String NETWORK = "\"shared-networks\": [{\"name\": \"n\", \"valid-lifetime\": 200}]";
    private static final String BASE = """
            {"id": 2, "subnet": "192.0.2.0/24", "client-classes": ["b", "a"], "pools": [{"pool": "192.0.2.1-192.0.2.9"}]},
            {"id": 3, "subnet": "192.0.3.0/24", "shared-network-name": "n"}""";

    private final FileConfig file = FileConfig.of(Configs.server(FILE));

    private static HeldContent held(@Nullable HeldContent former, String members) {
        ConfigContent content = Contents.of(
                        former == null ? 1 : former.content().revision() + 1, members)
                .keeping(former == null ? null : former.content());
        return new HeldContent("db", "all", content, Instant.EPOCH, false);
    }

    private ConfigPlan plan(String members) throws ConfigException {
        return ConfigPlan.of(Protocol.DHCP4, file, List.of(Optional.of(held(null, members))));
    }

    private ConfigPlan next(ConfigPlan plan, String members) throws ConfigException {
        ConfigPlan next = plan.with(
                Protocol.DHCP4, List.of(Optional.of(held(plan.held().getFirst().orElseThrow(), members))));
        ConfigPlan anew = plan(members);
        assertThat(next.config().document()).isEqualTo(anew.config().document());
        assertThat(next.config().subnets()).hasSameSizeAs(anew.config().subnets());
        for (int i = 0; i < anew.config().subnets().size(); i++) {
            Subnet4 one = (Subnet4) next.config().subnets().get(i);
            Subnet4 other = (Subnet4) anew.config().subnets().get(i);
            assertThat(one.id()).isEqualTo(other.id());
            assertThat(one.lifetimes()).isEqualTo(other.lifetimes());
            assertThat(guard(next, one)).isEqualTo(guard(anew, other));
        }
        return next;
    }

    private static List<String> guard(ConfigPlan plan, Subnet4 subnet) {
        return subnet.policy().guard().anyOf().stream()
                .map(id -> plan.config().classes().classifier().names().name(id))
                .toList();
    }

    private static Subnet4 subnet(ConfigPlan plan, int id) {
        Subnets<?> subnets = (Subnets<?>) plan.config().subnets();
        return (Subnet4) Objects.requireNonNull(subnets.withId(id));
    }

    private static String subnets(String... more) {
        return "\"subnet4\": [" + BASE + (more.length == 0 ? "" : ", ") + String.join(", ", more) + "]";
    }

    @Test
    void anotherSubnetLeavesTheOthersAsTheyAre() throws ConfigException {
        ConfigPlan plan = plan(NETWORK + ", " + subnets());
        ConfigPlan next = next(
                plan,
                NETWORK + ", "
                        + subnets("{\"id\": 4, \"subnet\": \"192.0.4.0/24\", \"client-classes\": [\"c\", \"a\"]}"));
        assertThat(subnet(next, 1)).isSameAs(subnet(plan, 1)); // of the file
        assertThat(subnet(next, 2)).isSameAs(subnet(plan, 2));
        assertThat(subnet(next, 3)).isSameAs(subnet(plan, 3));
        assertThat(guard(next, subnet(next, 4))).containsExactly("c", "a");
        ConfigPlan gone = next(next, NETWORK + ", " + subnets());
        assertThat(subnet(gone, 2)).isSameAs(subnet(plan, 2));
        assertThat(gone.config().subnets()).hasSize(3);
    }

    @Test
    void aNetworkChangesItsSubnetsAlone() throws ConfigException {
        ConfigPlan plan = plan(NETWORK + ", " + subnets());
        ConfigPlan next = next(plan, NETWORK.replace("200", "300") + ", " + subnets());
        assertThat(subnet(next, 2)).isSameAs(subnet(plan, 2));
        assertThat(subnet(next, 3).lifetimes().normal()).isEqualTo(300);
        ConfigPlan alone = next(next, NETWORK + ", " + subnets().replace(", \"shared-network-name\": \"n\"", ""));
        assertThat(subnet(alone, 3).lifetimes().normal()).isEqualTo(100);
        assertThat(subnet(alone, 2)).isSameAs(subnet(plan, 2));
    }

    @Test
    void whatAllInheritChangesAll() throws ConfigException {
        ConfigPlan plan = plan(NETWORK + ", " + subnets());
        ConfigPlan next = next(plan, "\"valid-lifetime\": 150, " + NETWORK + ", " + subnets());
        assertThat(subnet(next, 2).lifetimes().normal()).isEqualTo(150);
        assertThat(subnet(next, 3).lifetimes().normal()).isEqualTo(200);
        ConfigPlan classes =
                next(next, "\"client-classes\": [{\"name\": \"z\"}, {\"name\": \"a\"}], " + NETWORK + ", " + subnets());
        assertThat(guard(classes, subnet(classes, 2))).containsExactly("b", "a");
    }

    /** A subnet in the place of the file's keeps the reservations of that, also when it comes and goes again and again. */
    @Test
    void reservationsOfTheFileStay() throws ConfigException {
        ConfigPlan plan = plan(subnets().replace(", \"shared-network-name\": \"n\"", ""));
        String own = "\"subnet4\": [{\"id\": 1, \"subnet\": \"192.0.1.0/24\", \"valid-lifetime\": 7}]";
        ConfigPlan next = next(plan, own);
        assertThat(next.config().document().members().toString()).contains("02:00:00:00:00:01");
        assertThat(next(next(next, "\"valid-lifetime\": 8, " + own), own)
                        .config()
                        .document()
                        .members()
                        .toString())
                .contains("02:00:00:00:00:01");
    }

    /** Also beside what was taken over. */
    @Test
    void errorsAreFound() throws ConfigException {
        ConfigPlan plan = plan(NETWORK + ", " + subnets());
        for (String wrong : List.of(
                "{\"id\": 4, \"subnet\": \"192.0.4.0/24\", \"valid-lifetime\": -1}",
                "{\"id\": 4, \"subnet\": \"192.0.4.0/24\", \"shared-network-name\": \"m\"}",
                "{\"id\": 4, \"subnet\": \"192.0.4.0/24\", \"pools\": [{\"pool\": \"10.0.0.0/8\"}]}")) {
            assertThatThrownBy(() -> next(plan, NETWORK + ", " + subnets(wrong)))
                    .isInstanceOf(ConfigException.class);
        }
        assertThatThrownBy(() -> next(plan, subnets()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shared network n");
        assertThat(subnet(next(plan, NETWORK + ", " + subnets()), 2)).isSameAs(subnet(plan, 2));
    }
}
