package io.holdfast.config.compile.policy;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.BootFields;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import java.nio.charset.StandardCharsets;

/** {@code next-server}, {@code server-hostname} and {@code boot-file-name}, each inherited on its own. */
public final class BootFieldCompiler {

    /** Fields of 64 and 128 bytes that end in a zero byte (RFC 2131 section 2). */
    private static final int MAX_SNAME = 63;

    private static final int MAX_FILE = 127;

    private final Problems problems;

    public BootFieldCompiler(Problems problems) {
        this.problems = problems;
    }

    public BootFields compile(Scope scope) {
        return new BootFields(nextServer(scope), serverHostname(scope), bootFileName(scope));
    }

    public String serverHostname(Scope scope) {
        return bounded(scope, "server-hostname", MAX_SNAME);
    }

    public String bootFileName(Scope scope) {
        return bounded(scope, "boot-file-name", MAX_FILE);
    }

    public Ipv4Address nextServer(Scope scope) {
        Section origin = scope.textOrigin("next-server");
        String text = origin.text("next-server");
        if (text.isEmpty()) {
            return Ipv4Address.UNSPECIFIED;
        }
        try {
            return Ipv4Address.parse(text);
        } catch (IllegalArgumentException e) {
            report(scope, origin, "next-server", String.valueOf(e.getMessage()));
            return Ipv4Address.UNSPECIFIED;
        }
    }

    private String bounded(Scope scope, String name, int max) {
        Section origin = scope.textOrigin(name);
        String text = origin.text(name);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > max) {
            report(scope, origin, name, "is " + length + " bytes long, at most " + max + " fit");
        }
        return text;
    }

    /** Only where it stands, not again in every subnet that inherits it. */
    private void report(Scope scope, Section origin, String name, String message) {
        if (origin == scope.sections().getFirst()) {
            problems.error(origin.at(name), origin.path(name), message);
        }
    }
}
