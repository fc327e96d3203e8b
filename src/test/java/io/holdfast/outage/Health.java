package io.holdfast.outage;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the health report says of the databases, by their names. */
record Health(Map<String, @Nullable Object> connectivity) {

    static Health of(ServerUnderTest server) {
        String report = server.health();
        try {
            Map<String, @Nullable Object> all =
                    Answer.map(JsonReader.parse(report, "health").root().plain());
            Map<String, @Nullable Object> components = Answer.map(all.get("components"));
            return new Health(
                    Answer.map(Answer.map(components.get("connectivity")).get("details")));
        } catch (ConfigException e) {
            throw new IllegalStateException("not JSON: " + report, e);
        }
    }

    Map<String, @Nullable Object> backend(Dhcp protocol) {
        return Answer.map(connectivity.get(protocol.backend()));
    }
}
