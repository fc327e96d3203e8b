package io.holdfast.engine;

import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionSet;
import org.jspecify.annotations.Nullable;

/**
 * The options configured at one level, and the codes among them that are there, to be sent always, and never. Whom an entry
 * is for counts only where one is taken: what one says of always and never holds for everybody, as in Kea.
 */
public record OptionLayer(OptionSet options, CodeSet codes, CodeSet always, CodeSet never) {

    public static OptionLayer of(OptionSet options) {
        OptionLayer layer = new OptionLayer(options, new CodeSet(), new CodeSet(), new CodeSet());
        for (ConfiguredOption option : options.all()) {
            layer.codes.add(option.code());
            if (option.alwaysSend()) {
                layer.always.add(option.code());
            }
            if (option.neverSend()) {
                layer.never.add(option.code());
            }
        }
        return layer;
    }

    /** The same level of the options of one vendor; absent when it has none of them. */
    @Nullable
    OptionLayer vendor(long enterprise) {
        OptionSet vendor = options.vendor(enterprise);
        return vendor == null ? null : of(vendor);
    }
}
