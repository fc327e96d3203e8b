package io.holdfast.control.remote.transfer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether values of configurations say the same. */
final class Values {

    private Values() {}

    /** Numbers by their value, for {@code 1} and {@code 1.0} are one; lists in their order, maps in any. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case Number number when other instanceof Number another -> number.doubleValue() == another.doubleValue();
            case Map<?, ?> map
            when other instanceof Map<?, ?> another ->
                map.keySet().equals(another.keySet())
                        && map.keySet().stream().allMatch(key -> same(map.get(key), another.get(key)));
            case List<?> list when other instanceof List<?> another -> sameItems(list, another);
            case null, default -> Objects.equals(one, other);
        };
    }

    private static boolean sameItems(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }
}
