package io.holdfast.engine;

import io.holdfast.address.Protocol;
import io.holdfast.classify.Classifier;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.classify.expression.Evaluation;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.classify.option.Bytes;
import io.holdfast.config.FlexId;
import io.holdfast.config.ServerConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The identifiers of clients that an expression makes ({@code libdhcp_flex_id}). Of one configuration; safe for many threads. */
public final class FlexIds {

    private static final Logger LOG = LoggerFactory.getLogger(FlexIds.class);

    private final Protocol protocol;
    private final @Nullable FlexId configured;
    private final Classifier classifier;
    private final AtomicBoolean complained = new AtomicBoolean();

    public FlexIds(ServerConfig config) {
        protocol = config.protocol();
        configured = config.features().flexId();
        classifier = config.classes().classifier();
    }

    /** Whether the identifier stands in the place of the client identifier or DUID. */
    public boolean replace() {
        return configured != null && configured.replaceClientId();
    }

    public boolean ignoreIaid() {
        return configured != null && configured.ignoreIaid();
    }

    /**
     * The identifier; absent when there is none.
     *
     * @param classes the packet's, as far as they are known
     */
    public byte @Nullable [] of(PacketFacts packet, ClientClasses classes) {
        if (configured == null) {
            return null;
        }
        try {
            Evaluation evaluation = new Evaluation(packet, classes, classifier.definitions(classes));
            String value = evaluation.bytes(configured.expression());
            return value.isEmpty() ? null : Bytes.toArray(value);
        } catch (EvaluationException e) { // clients choose how often
            if (complained.compareAndSet(false, true)) {
                LOG.warn(
                        "{}_FLEX_ID_FAILED a client has no flexible identifier where the expression fails (told once): {}",
                        protocol,
                        e.getMessage());
            }
            return null;
        }
    }

    /** The identifier behind this many zeros, which no type of client identifier or DUID begins with. */
    public static byte[] behindZeros(int zeros, byte[] id) {
        byte[] made = new byte[zeros + id.length];
        System.arraycopy(id, 0, made, zeros, id.length);
        return made;
    }
}
