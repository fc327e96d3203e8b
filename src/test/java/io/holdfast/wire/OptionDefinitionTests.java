package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionDefinitionTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -a  | 1   | isc   | string | ''               | false | ''  | the name may have letters
            a b | 1   | isc   | string | ''               | false | ''  | the name may have letters
            a   | 1   | is c  | string | ''               | false | ''  | the space 'is c' may have letters
            a   | 1   | isc   | empty  | ''               | false | x_  | the encapsulated space 'x_' may have letters
            a   | 0   | dhcp4 | string | ''               | false | ''  | the code 0 is not from 1 to 254
            a   | 255 | dhcp4 | string | ''               | false | ''  | the code 255 is not from 1 to 254
            a   | -1  | isc   | string | ''               | false | ''  | the code -1 is not from 0 to 65535
            a   | 1   | isc   | string | ''               | true  | ''  | an array of string has no way to tell
            a   | 1   | isc   | binary | ''               | true  | ''  | an array of binary has no way to tell
            a   | 1   | isc   | empty  | ''               | true  | ''  | an array of empty has no way to tell
            a   | 1   | isc   | uint8  | uint8,uint8      | false | ''  | record types belong to the type record
            a   | 1   | isc   | record | ''               | false | ''  | record types belong to the type record
            a   | 1   | isc   | record | uint8            | false | ''  | a record has at least 2 fields, not 1
            a   | 1   | isc   | record | string,uint8     | false | ''  | type string can only be a record's last
            a   | 1   | isc   | record | binary,uint8     | false | ''  | type binary can only be a record's last
            a   | 1   | isc   | record | uint8,empty      | false | ''  | a record cannot have a field of type empty
            a   | 1   | isc   | record | uint8,internal   | false | ''  | a record cannot have a field of type internal
            a   | 1   | isc   | record | uint8,string     | true  | ''  | an array of string has no way to tell
            a   | 1   | isc   | uint8  | ''               | true  | sub | an array cannot encapsulate a space
            a   | 1   | isc   | empty  | ''               | false | isc | it encapsulates the space it belongs to
            """)
    void refusesWhatCannotBe(
            String name, int code, String space, String type, String records, boolean array, String sub, String error) {
        assertThatThrownBy(() -> definition(name, code, space, type, records, array, sub))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(error)
                .hasMessageStartingWith("option '" + name + "': ");
    }

    @Test
    void takesCodes0And255OutsideOfDhcp4() {
        assertThat(definition("a", 0, "vendor-encapsulated-options-space", "uint8", "", false, "")
                        .code())
                .isZero();
        assertThat(definition("a", 255, "isc", "record", "uint8,fqdn", true, "").array())
                .isTrue();
    }

    private static OptionDefinition definition(
            String name, int code, String space, String type, String records, boolean array, String encapsulates) {
        List<OptionType> fields = records.isEmpty()
                ? List.of()
                : Arrays.stream(records.split(","))
                        .map(OptionDefinitionTests::type)
                        .toList();
        return new OptionDefinition(name, code, space, type(type), fields, array, encapsulates);
    }

    private static OptionType type(String name) {
        OptionType type = OptionType.named(name);
        assertThat(type).isNotNull();
        return type;
    }
}
