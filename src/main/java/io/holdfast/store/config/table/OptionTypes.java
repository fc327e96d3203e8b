package io.holdfast.store.config.table;

import io.holdfast.config.stored.StoredConflict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The numbers in the table {@code option_def_data_type} and the words that a configuration file has for them. */
final class OptionTypes {

    private static final Map<Long, String> WORDS = Map.ofEntries(
            Map.entry(0L, "empty"),
            Map.entry(1L, "binary"),
            Map.entry(2L, "boolean"),
            Map.entry(3L, "int8"),
            Map.entry(4L, "int16"),
            Map.entry(5L, "int32"),
            Map.entry(6L, "uint8"),
            Map.entry(7L, "uint16"),
            Map.entry(8L, "uint32"),
            Map.entry(10L, "ipv4-address"),
            Map.entry(11L, "ipv6-address"),
            Map.entry(12L, "ipv6-prefix"),
            Map.entry(13L, "psid"),
            Map.entry(14L, "string"),
            Map.entry(15L, "tuple"),
            Map.entry(16L, "fqdn"),
            Map.entry(17L, "internal"),
            Map.entry(254L, "record"));

    private static final Map<String, Long> NUMBERS =
            WORDS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private OptionTypes() {}

    /** @throws StoredConflict when there is no such type */
    static long number(String word) {
        Long number = NUMBERS.get(word);
        if (number == null) {
            throw new StoredConflict("'" + word + "' is no type of option data");
        }
        return number;
    }

    /** @param words as in {@code record-types} */
    static List<Long> numbers(String words) {
        return Arrays.stream(words.split(","))
                .map(String::strip)
                .map(OptionTypes::number)
                .toList();
    }

    static String word(long number, Place place) throws SQLException {
        String word = WORDS.get(number);
        if (word == null) {
            throw place.bad("holds " + number + ", which is no type of option data");
        }
        return word;
    }

    /** As in {@code record-types}: {@code uint8, string}. */
    static String words(List<Long> numbers, Place place) throws SQLException {
        List<String> words = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            words.add(word(number, place));
        }
        return String.join(", ", words);
    }
}
