package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.BootFields;
import io.holdfast.config.Configs;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.ClientOptions;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.StandingOptions;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.Reservation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client has of its own, also out of a database, among the levels that stand. */
class ReplyOptionLevelTests {

    private static final ServerConfig4 CONFIG = Configs.server("""
            "client-classes": [ { "name": "gold", "test": "option[60].hex == 'gold'", "next-server": "192.0.2.1",
                "boot-file-name": "gold", "option-data": [ { "name": "tcode", "data": "gold" } ] },
              { "name": "late", "test": "option[60].hex == 'late'", "boot-file-name": "late", "server-hostname": "late" } ],
            "option-def": [ { "name": "box", "code": 230, "type": "empty", "encapsulate": "inner" },
              { "name": "number", "code": 1, "space": "inner", "type": "uint16" } ],
            "option-data": [ { "name": "tcode", "data": "global" } ],
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10-10.0.0.99" } ] } ]""");

    private static final ClientOptions OPTIONS = new ClientOptions(CONFIG);
    private static final OptionLevels STANDING =
            new StandingOptions(CONFIG).of(CONFIG.subnets().iterator().next(), List.of());

    private static HostOption row(
            String space, int code, @Nullable String hex, @Nullable String text, String... classes) {
        byte[] payload = hex == null ? null : HexText.parse(hex);
        return new HostOption(space, code, payload, text, false, false, List.of(classes), null);
    }

    private static Reservation reservation(List<String> classes, String bootFile, HostOption... rows) {
        return new Reservation(
                new HostIdentifier(HostIdentifier.Type.HW_ADDRESS, new byte[] {2, 0, 0, 0, 0, 1}),
                1,
                null,
                List.of(),
                "",
                classes,
                List.of(rows),
                null,
                "",
                bootFile,
                null,
                7);
    }

    private static ClientClasses classes(String... names) {
        ClientClasses classes = new ClientClasses();
        for (String name : names) {
            Integer id = CONFIG.classes().classifier().names().find(name);
            assertThat(id).isNotNull();
            classes.add(id);
        }
        return classes;
    }

    private static String found(int code, @Nullable Reservation reservation, ClientClasses classes) {
        ConfiguredOption option = OPTIONS.levels(STANDING, reservation, classes).find(code, classes);
        return option == null ? "-" : HexText.format(option.payload());
    }

    @Test
    void nothingIsMadeForAClientWithNothingOfItsOwn() {
        assertThat(OPTIONS.levels(STANDING, null, new ClientClasses())).isSameAs(STANDING);
        assertThat(OPTIONS.levels(STANDING, reservation(List.of(), "x"), classes("late")))
                .isSameAs(STANDING);
    }

    @Test
    void rowsAreSentAsTheyAreOrAsTheirDefinitionReadsThem() {
        Reservation all = reservation(
                List.of(),
                "",
                row("dhcp4", 101, "61:62", null),
                row("dhcp4", 3, null, "10.0.0.1, 10.0.0.2"),
                row("inner", 1, null, "258"),
                row("dhcp4", 230, "", null));
        assertThat(found(101, all, classes())).isEqualTo("61:62");
        assertThat(found(3, all, classes())).isEqualTo("0a:00:00:01:0a:00:00:02");
        assertThat(found(230, all, classes())).isEqualTo("01:02:01:02");
    }

    @Test
    void aRowThatCannotBeReadIsLeftOutAndTheOthersAreServed() {
        Reservation bad = reservation(
                List.of(),
                "",
                row("dhcp4", 3, null, "not an address"),
                row("dhcp4", 250, null, "not defined"),
                row("dhcp4", 100, "63", null));
        assertThat(found(3, bad, classes())).isEqualTo("-");
        assertThat(found(250, bad, classes())).isEqualTo("-");
        assertThat(found(100, bad, classes())).isEqualTo("63");
    }

    @Test
    void aRowForAClassIsForItsMembers() {
        Reservation tagged = reservation(
                List.of("known to the database alone"),
                "",
                row("dhcp4", 101, "01", null, "gold"),
                row("dhcp4", 100, "02", null, "nobody's"),
                row("dhcp4", 99, "03", null, "known to the database alone"));
        assertThat(found(101, tagged, classes())).isEqualTo("67:6c:6f:62:61:6c");
        assertThat(found(101, tagged, classes("gold"))).isEqualTo("01");
        assertThat(found(100, tagged, classes("gold"))).isEqualTo("-");
        assertThat(found(99, tagged, classes())).isEqualTo("03");
    }

    @Test
    void eachBootFieldComesFromTheClosestThatHasIt() {
        BootChoice choice = new BootChoice(CONFIG.classes());
        BootChoice.Fields subnet =
                BootChoice.Fields.of(new BootFields(Ipv4Address.parse("192.0.2.9"), "subnet", "subnet"));
        assertThat(text(choice.of(subnet, classes(), null))).isEqualTo("192.0.2.9 subnet subnet");
        assertThat(choice.of(subnet, classes(), null)).isSameAs(subnet);
        assertThat(text(choice.of(subnet, classes("late", "gold"), null))).isEqualTo("192.0.2.1 late late");
        assertThat(text(choice.of(subnet, classes("gold"), reservation(List.of(), "host"))))
                .isEqualTo("192.0.2.1 subnet host");
        assertThat(text(choice.of(subnet, classes(), reservation(List.of(), "f".repeat(200)))))
                .endsWith(" " + "f".repeat(127));
    }

    private static String text(BootChoice.Fields fields) {
        return fields.nextServer() + " " + new String(fields.serverName()) + " " + new String(fields.bootFile());
    }
}
