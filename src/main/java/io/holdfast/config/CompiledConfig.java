package io.holdfast.config;

import java.util.List;

/** A configuration without errors, and the warnings about it. */
public record CompiledConfig(ServerConfig4 config, List<ConfigProblem> warnings) {

    public CompiledConfig {
        warnings = List.copyOf(warnings);
    }
}
