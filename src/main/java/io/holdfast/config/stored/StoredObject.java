package io.holdfast.config.stored;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as a configuration database has it, with everything that is in it (a subnet with its pools and options).
 *
 * @param members in the form in which {@link io.holdfast.config.source.ConfigContent} has them; of a global parameter its
 *     {@code name} and {@code value}; of a server {@code server-tag} and {@code description}
 * @param serverTags of the servers it is for, {@code all} for all of them; none when it is for nobody
 */
public record StoredObject(Map<String, @Nullable Object> members, List<String> serverTags) {

    public static final String ALL = "all";

    public StoredObject {
        serverTags = List.copyOf(serverTags);
    }
}
