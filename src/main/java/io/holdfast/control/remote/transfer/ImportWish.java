package io.holdfast.control.remote.transfer;

import io.holdfast.config.stored.StoredObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a file is to be put into a database.
 *
 * @param tags of the servers that it is for, each once; {@code all} alone
 * @param replace whether what is for just these servers and not in the file is removed
 * @param expected the revision that the writer knows; empty: whatever it is
 */
public record ImportWish(List<String> tags, boolean replace, OptionalLong expected) {

    public ImportWish {
        tags = List.copyOf(tags);
    }

    boolean isForAll() {
        return tags.size() == 1 && tags.getFirst().equalsIgnoreCase(StoredObject.ALL);
    }

    /** Whether an object is for no other servers than these; {@code all} is all of them. */
    boolean covers(List<String> others) {
        return isForAll() || others.stream().allMatch(this::names);
    }

    /** Whether what is in the file takes the place of an object, or the object goes. */
    boolean owns(List<String> others) {
        return !others.isEmpty() && others.stream().allMatch(this::names);
    }

    /** Whether one of the servers has an object. */
    boolean touches(List<String> others) {
        return others.stream().anyMatch(tag -> names(tag) || tag.equals(StoredObject.ALL));
    }

    private boolean names(String tag) {
        return lower(tags).contains(tag.toLowerCase(Locale.ROOT));
    }

    static List<String> lower(List<String> tags) {
        return tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
    }
}
