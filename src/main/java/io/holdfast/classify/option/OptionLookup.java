package io.holdfast.classify.option;

import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import org.jspecify.annotations.Nullable;

/** Where the definitions of a packet's options are looked up. */
public interface OptionLookup {

    /** Absent where an option is just bytes. */
    @Nullable
    OptionDefinition find(String space, int code);

    /**
     * As long as a packet's classes are not known: what options 43 and 224 to 254 of DHCPv4 mean depends on them, so that
     * until then they are bytes.
     */
    static OptionLookup beforeClasses(OptionTable table) {
        return (space, code) -> dependsOnClass(space, code) ? null : table.find(space, code);
    }

    /** Whether classes can have their own definition of this option. */
    static boolean dependsOnClass(String space, int code) {
        return (code == 43 || code >= 224 && code <= 254) && space.equals(OptionTable.DHCP4);
    }
}
