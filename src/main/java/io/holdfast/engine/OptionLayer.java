package io.holdfast.engine;

import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options configured at one level, and the codes among them that are there, to be sent always, and never. */
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

    /**
     * The codes that are sent: those wanted or to be sent always that are configured at a level, but none that any level
     * says never of, and none that is {@code reserved}.
     */
    public static CodeSet sent(List<OptionLayer> levels, CodeSet wanted, CodeSet reserved) {
        CodeSet sent = new CodeSet().addAll(wanted);
        CodeSet there = new CodeSet();
        CodeSet never = new CodeSet();
        for (OptionLayer layer : levels) {
            there.addAll(layer.codes());
            sent.addAll(layer.always());
            never.addAll(layer.never());
        }
        return sent.retainAll(there).removeAll(never).removeAll(reserved);
    }

    /** What the first level that has the option says; absent when none has. */
    public static byte @Nullable [] payload(List<OptionLayer> levels, int code) {
        for (OptionLayer layer : levels) {
            ConfiguredOption option = layer.options().find(code);
            if (option != null) {
                return option.payload();
            }
        }
        return null;
    }
}
