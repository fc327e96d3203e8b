package io.holdfast.wire;

import java.util.List;

/**
 * What an option's payload looks like.
 *
 * @param code 1 to 254 in the space {@code dhcp4}, 0 to 255 in others
 * @param space the option space it belongs to
 * @param recordTypes the fields in order when {@code type} is {@link OptionType#RECORD}, else empty
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

    public OptionDefinition {
        recordTypes = List.copyOf(recordTypes);
        if ((type == OptionType.RECORD) == recordTypes.isEmpty()) {
            throw new IllegalArgumentException(
                    "option " + name + ": record types belong to the type record, and only there");
        }
    }
}
