package io.holdfast.engine;

import io.holdfast.config.HostPolicy;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How reservations are found, by one configuration. Immutable. */
public final class HostRules {

    private final HostPolicy policy;
    private final boolean asks;

    public HostRules(HostPolicy policy) {
        this.policy = policy;
        asks = !policy.databases().isEmpty();
    }

    /** Whether there are no reservations anywhere. */
    public boolean isEmpty() {
        return policy.isEmpty();
    }

    /** Whether databases have to be asked, so that an answer takes a round trip. */
    public boolean asks() {
        return asks;
    }

    /** Whether global reservations are looked up before a subnet is chosen. */
    public boolean earlyGlobal() {
        return policy.earlyGlobal();
    }

    /**
     * What a client is recognised by, the most important first.
     *
     * @param bytes its identifier of a type; absent or empty when it has none
     */
    public List<HostIdentifier> identifiers(Function<HostIdentifier.Type, byte @Nullable []> bytes) {
        List<HostIdentifier> found = new ArrayList<>(4);
        for (HostIdentifier.Type type : policy.identifiers()) {
            byte[] its = bytes.apply(type);
            if (its != null && its.length > 0) {
                found.add(new HostIdentifier(type, its));
            }
        }
        return found;
    }

    /** The answer, where it needs no database; absent when the question has to be asked. */
    public @Nullable HostAnswer atOnce(HostQuestion question) {
        return asks ? null : policy.reservations().answer(question);
    }
}
