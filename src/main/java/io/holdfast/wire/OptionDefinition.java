package io.holdfast.wire;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What an option's payload looks like. Impossible definitions are refused with an {@link IllegalArgumentException}
 * saying which rule they break.
 *
 * @param name letters, digits, hyphens and underscores, the last two not at an end
 * @param code 1 to 254 in the space {@code dhcp4}, 1 to 65535 in {@code dhcp6}, 0 to 65535 in others (0 to 255 where the
 *     space is DHCPv4's)
 * @param space the option space it belongs to, spelt like a name
 * @param recordTypes the fields in order when {@code type} is {@link OptionType#RECORD}, at least two, else empty
 * @param array whether the type (of a record: its last field) repeats to the end of the payload
 * @param encapsulates the option space of its sub-options, empty for none
 */
public record OptionDefinition(
        String name,
        int code,
        String space,
        OptionType type,
        List<OptionType> recordTypes,
        boolean array,
        String encapsulates) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?");

    private static final String SPELLING =
            "may have letters, digits, hyphens and underscores, and begins and ends with a letter or digit";

    public OptionDefinition {
        recordTypes = List.copyOf(recordTypes);
        require(NAME.matcher(name).matches(), name, "the name " + SPELLING);
        require(NAME.matcher(space).matches(), name, "the space '" + space + "' " + SPELLING);
        require(
                encapsulates.isEmpty() || NAME.matcher(encapsulates).matches(),
                name,
                "the encapsulated space '" + encapsulates + "' " + SPELLING);
        if (space.equals(OptionTable.DHCP4)) {
            require(code >= 1 && code <= 254, name, "the code " + code + " is not from 1 to 254 (0 is PAD, 255 END)");
        }
        require(code >= 0 && code <= 0xffff, name, "the code " + code + " is not from 0 to 65535");
        require(code != 0 || !space.equals(OptionTable.DHCP6), name, "the code 0 is reserved");
        require(
                (type == OptionType.RECORD) != recordTypes.isEmpty(),
                name,
                "record types belong to the type record, and only there");
        checkRecord(name, recordTypes);
        OptionType last = recordTypes.isEmpty() ? type : recordTypes.getLast();
        require(
                !array || canRepeat(last),
                name,
                "an array of " + last.keaName() + " has no way to tell where one ends");
        require(!array || encapsulates.isEmpty(), name, "an array cannot encapsulate a space");
        // RFC 5007: the options of a leasequery hold options of DHCPv6 itself.
        require(
                !encapsulates.equals(space) || space.equals(OptionTable.DHCP6),
                name,
                "it encapsulates the space it belongs to, '" + space + "'");
    }

    private static void checkRecord(String name, List<OptionType> fields) {
        require(fields.size() != 1, name, "a record has at least 2 fields, not 1");
        for (int i = 0; i < fields.size(); i++) {
            OptionType field = fields.get(i);
            require(
                    field != OptionType.EMPTY && field != OptionType.INTERNAL && field != OptionType.RECORD,
                    name,
                    "a record cannot have a field of type " + field.keaName());
            require(
                    i == fields.size() - 1 || (field != OptionType.STRING && field != OptionType.BINARY),
                    name,
                    "a field of type " + field.keaName() + " can only be a record's last");
        }
    }

    private static boolean canRepeat(OptionType type) {
        return type != OptionType.STRING
                && type != OptionType.BINARY
                && type != OptionType.EMPTY
                && type != OptionType.INTERNAL;
    }

    private static void require(boolean rule, String name, String broken) {
        if (!rule) {
            throw new IllegalArgumentException("option '" + name + "': " + broken);
        }
    }
}
