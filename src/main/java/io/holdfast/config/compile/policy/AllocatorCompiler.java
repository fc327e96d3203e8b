package io.holdfast.config.compile.policy;

import io.holdfast.address.Protocol;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;

/** {@code allocator} and {@code pd-allocator}. */
public final class AllocatorCompiler {

    private static final String ADDRESSES = "allocator";

    private final Protocol protocol;
    private final Problems problems;

    public AllocatorCompiler(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    public AllocatorKind addresses(Scope scope) {
        AllocatorKind kind = kind(scope, ADDRESSES);
        if (protocol == Protocol.DHCP6 && kind == AllocatorKind.FREE_LEASE_QUEUE) {
            Section origin = scope.textOrigin(ADDRESSES);
            problems.error(
                    origin.at(ADDRESSES),
                    origin.path(ADDRESSES),
                    "'flq' is for prefixes only ('pd-allocator'): a queue of all IPv6 addresses of a pool would be too long");
        }
        return kind;
    }

    public AllocatorKind prefixes(Scope scope) {
        return kind(scope, "pd-allocator");
    }

    /** What is refused counts as if it were not there. */
    private static AllocatorKind kind(Scope scope, String name) {
        return switch (scope.text(name)) {
            case "random" -> AllocatorKind.RANDOM;
            case "flq" -> AllocatorKind.FREE_LEASE_QUEUE;
            default -> AllocatorKind.ITERATIVE;
        };
    }
}
