package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTableTests {

    private final OptionTable table = OptionTable.standard4();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dhcp4                    | 125
            dhcp-agent-options-space | 20
            cablelabs-client-conf    | 9
            vendor-4491              | 2
            vendor-encapsulated-options-space | 0
            """)
    void hasKeasRows(String space, int count) {
        assertThat(table.inSpace(space)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dhcp4 | 1   | subnet-mask         | ipv4-address | false |
            dhcp4 | 3   | routers             | ipv4-address | true  |
            dhcp4 | 2   | time-offset         | int32        | false |
            dhcp4 | 15  | domain-name         | string       | false |
            dhcp4 | 43  | vendor-encapsulated-options | empty | false | vendor-encapsulated-options-space
            dhcp4 | 61  | dhcp-client-identifier | binary    | false |
            dhcp4 | 78  | slp-directory-agent | record       | true  |
            dhcp4 | 82  | dhcp-agent-options  | empty        | false | dhcp-agent-options-space
            dhcp4 | 119 | domain-search       | fqdn         | true  |
            dhcp4 | 121 | classless-static-route | internal  | false |
            dhcp4 | 122 | cablelabs-client-conf | empty      | false | cablelabs-client-conf
            dhcp4 | 143 | v4-sztp-redirect    | tuple        | true  |
            dhcp4 | 159 | v4-portparams       | record       | false |
            dhcp4 | 212 | option-6rd          | record       | true  |
            dhcp-agent-options-space | 11 | server-id-override | ipv4-address | false |
            cablelabs-client-conf | 6  | tsp-realm    | fqdn         | false |
            vendor-4491           | 2  | tftp-servers | ipv4-address | true  |
            """)
    void findsARowByCodeAndByName(
            String space, int code, String name, String type, boolean array, String encapsulates) {
        OptionDefinition found = table.find(space, code);

        assertThat(found).isNotNull().isSameAs(table.find(space, name));
        assertThat(found.type()).isEqualTo(OptionType.named(type));
        assertThat(found.array()).isEqualTo(array);
        assertThat(found.encapsulates()).isEqualTo(encapsulates == null ? "" : encapsulates);
    }

    @Test
    void findsNothingForWhatNobodyDefined() {
        assertThat(table.find("dhcp4", 80)).isNull();
        assertThat(table.find("dhcp4", "rapid-commit")).isNull();
        assertThat(table.find("isc", 1)).isNull();
    }

    @Test
    void knowsWhatTheServerMakesItself() {
        assertThat(IntStream.range(0, 256).filter(OptionTable::isServerMade4))
                .containsExactly(
                        1, 12, 50, 51, 53, 55, 58, 59, 61, 81, 82, 90, 91, 92, 118, 151, 152, 153, 154, 155, 156, 157);
    }

    @Test
    void takesOwnDefinitionsBesideTheStandardOnes() {
        OptionTable extended = table.with(List.of(own("container", 222, "dhcp4"), own("container", 1, "isc")));

        assertThat(extended.find("dhcp4", "container")).isNotNull();
        assertThat(extended.find("isc", 1)).isNotNull();
        assertThat(extended.find("dhcp4", "routers")).isNotNull();
        assertThat(table.find("dhcp4", 222)).isNull();
    }

    @Test
    void letsOption43BeDefinedAnew() {
        OptionTable extended = table.with(List.of(own("apc", 43, "dhcp4")));

        assertThat(extended.find("dhcp4", 43)).isSameAs(extended.find("dhcp4", "apc"));
        assertThat(extended.find("dhcp4", "vendor-encapsulated-options")).isNull();
    }

    @Test
    void refusesAnotherDefinitionOfAStandardOption() {
        assertThatThrownBy(() -> table.with(List.of(own("gateways", 3, "dhcp4"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'gateways' (3) has the same code 3 as the standard option 'routers' (3)"
                        + " of the space dhcp4");
        assertThatThrownBy(() -> table.with(List.of(own("routers", 222, "dhcp4"))))
                .hasMessage("option 'routers' (222) has the same name as the standard option 'routers' (3)"
                        + " of the space dhcp4");
    }

    @Test
    void refusesTwoOwnDefinitionsOfOneOption() {
        assertThatThrownBy(() -> table.with(List.of(own("a", 1, "isc"), own("b", 1, "isc"))))
                .hasMessage("option 'b' (1) has the same code 1 as the option 'a' (1) of the space isc");
        assertThatThrownBy(() -> table.with(List.of(own("a", 1, "isc"), own("a", 2, "isc"))))
                .hasMessage("option 'a' (2) has the same name as the option 'a' (1) of the space isc");
        assertThatThrownBy(() -> table.with(List.of(own("a", 43, "dhcp4"), own("b", 43, "dhcp4"))))
                .hasMessageContaining("'b' (43) has the same code 43 as the option 'a' (43)");
    }

    private static OptionDefinition own(String name, int code, String space) {
        return new OptionDefinition(name, code, space, OptionType.STRING, List.of(), false, "");
    }
}
