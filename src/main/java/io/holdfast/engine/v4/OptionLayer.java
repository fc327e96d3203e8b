package io.holdfast.engine.v4;

import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionSet;

/** The options configured at one level, and the codes among them that are there, to be sent always, and never. */
record OptionLayer(OptionSet options, CodeSet codes, CodeSet always, CodeSet never) {

    static OptionLayer of(OptionSet options) {
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
}
