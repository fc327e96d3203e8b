package io.holdfast.lease;

import java.util.List;

/** Changes of different addresses that are carried out all or not at all, as those for the associations of one client. */
public record ChangeGroup(List<LeaseChange> changes) {

    public ChangeGroup {
        changes = List.copyOf(changes);
    }

    /** For each change a group of its own. */
    public static List<ChangeGroup> each(List<? extends LeaseChange> changes) {
        return changes.stream()
                .map(change -> new ChangeGroup(List.<LeaseChange>of(change)))
                .toList();
    }
}
