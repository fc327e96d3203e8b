package io.holdfast.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hooks-libraries} switches on; each part is absent or empty when its library is not named.
 *
 * @param libraries the names of all built-in features that are named, without directory and suffix
 * @param flexOptions in the order they are configured
 */
public record Features(
        Set<String> libraries,
        @Nullable FlexId flexId,
        List<FlexOption> flexOptions,
        @Nullable Limits limits,
        @Nullable PingCheck pingCheck,
        boolean bootp) {

    public static final Features NONE = new Features(Set.of(), null, List.of(), null, null, false);

    public Features {
        libraries = Set.copyOf(libraries);
        flexOptions = List.copyOf(flexOptions);
    }
}
