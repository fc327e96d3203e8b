package io.holdfast.config.compile.service;

import io.holdfast.config.ConfigDocument;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.Map;

/** Passwords that are none. */
final class Credentials {

    private static final Map<String, String> REFUSED = Map.of(
            ConfigDocument.MASK,
            "is what config-get shows instead of a password",
            "1234",
            "is the password of Kea's documentation; choose your own");

    private Credentials() {}

    static void check(Section section, Problems problems) {
        String reason = REFUSED.get(section.text("password"));
        if (reason != null) {
            problems.error(section.at("password"), section.path("password"), reason);
        }
    }
}
