package io.holdfast.config;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses of a subnet that may be given to anybody. */
public sealed interface Pool permits Pool4, Pool6 {

    /** 0 when not configured. */
    int id();

    AddressRange range();

    OptionSet options();

    PoolPolicy policy();

    /**
     * The pool that holds the address; absent when none does.
     *
     * @param pools by ascending address, not overlapping
     */
    static <P extends Pool> @Nullable P holding(List<P> pools, IpAddress address) {
        int low = 0;
        int high = pools.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            AddressRange range = pools.get(middle).range();
            if (address.compareTo(range.first()) < 0) {
                high = middle - 1;
            } else if (address.compareTo(range.last()) > 0) {
                low = middle + 1;
            } else {
                return pools.get(middle);
            }
        }
        return null;
    }
}
