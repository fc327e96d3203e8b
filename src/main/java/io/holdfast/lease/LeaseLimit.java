package io.holdfast.lease;

import io.holdfast.address.IaType;
import org.jspecify.annotations.Nullable;

/**
 * No more than so many leases of a group of clients. A lease counts while its state is default, as in Kea: also when it is
 * over and has not been reclaimed yet.
 *
 * @param most an unsigned int
 */
public record LeaseLimit(Group group, long most) {

    /** Leases that are counted together. */
    public sealed interface Group {

        /** Addresses or prefixes; absent in DHCPv4. */
        @Nullable
        IaType type();

        /** Whether a row counts. */
        default boolean counts(@Nullable Lease row) {
            return row != null
                    && row.state() == LeaseState.DEFAULT
                    && (row instanceof Lease6 six ? six.type() == type() : type() == null)
                    && has(row);
        }

        /** Whether a row of this type is of the group. */
        boolean has(Lease row);
    }

    /** Of clients that were in this class when they got or extended their leases; see {@link LeaseClasses#counted}. */
    public record OfClass(String name, @Nullable IaType type) implements Group {

        @Override
        public boolean has(Lease row) {
            return LeaseClasses.of(row.userContext()).contains(name);
        }
    }

    /** In this subnet. */
    public record OfSubnet(int subnetId, @Nullable IaType type) implements Group {

        @Override
        public boolean has(Lease row) {
            return row.subnetId() == subnetId;
        }
    }

    /** Whether there are more leases of the group after a change than before. */
    public boolean isGrownBy(LeaseChange change) {
        return group.counts(change.next()) && !group.counts(change.expected());
    }
}
