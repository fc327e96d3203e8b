package io.holdfast.control.remote.transfer;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.ParsedJson;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration of one protocol in the server's file as it is now, or as a command has it. */
record OwnFile(ConfigControl configuration) {

    /** Something that gives a configuration of whichever protocols. */
    private interface Compiling {
        CompiledConfig run() throws ConfigException;
    }

    String object() {
        return configuration.protocol().object();
    }

    /** @throws RefusedException when it has errors, or there is none */
    ServerConfig read() {
        Path file = configuration.file();
        if (file == null) {
            throw new RefusedException("this server was started without a configuration file");
        }
        return compiled(() -> ConfigCompiler.compile(file));
    }

    /**
     * @param given the object {@code Dhcp4} or {@code Dhcp6}
     * @throws RefusedException when it has errors
     */
    ServerConfig given(JsonNode given) {
        JsonNode.Member member = new JsonNode.Member(given.at(), given);
        return compiled(() -> ConfigCompiler.compile(
                new ParsedJson(new JsonNode.Dict(given.at(), Map.of(object(), member)), List.of())));
    }

    private ServerConfig compiled(Compiling compiling) {
        try {
            return compiling.run().servers().stream()
                    .filter(server -> server.protocol() == configuration.protocol())
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("the configuration has no object '" + object() + "'"));
        } catch (ConfigException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }
}
