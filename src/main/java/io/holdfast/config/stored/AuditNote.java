package io.holdfast.config.stored;

import java.util.List;

/**
 * What the audit says of a change.
 *
 * @param serverTags of the servers it is for, {@code all} for all of them; none when it is for nobody
 * @param message one sentence
 */
public record AuditNote(List<String> serverTags, String message) {

    public AuditNote {
        serverTags = List.copyOf(serverTags);
    }
}
