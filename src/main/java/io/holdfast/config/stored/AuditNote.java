package io.holdfast.config.stored;

import java.util.List;

/**
 * What the audit says of a change.
 *
 * @param serverTags of the servers it is for, {@code all} for all of them; none when it is for nobody
 * @param message one sentence
 * @param whole whether subnets and networks are written with all that is in them; otherwise a change of an option in one is
 *     noted as one of the subnet or network
 */
public record AuditNote(List<String> serverTags, String message, boolean whole) {

    public AuditNote {
        serverTags = List.copyOf(serverTags);
    }
}
