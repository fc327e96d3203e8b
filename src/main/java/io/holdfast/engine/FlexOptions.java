package io.holdfast.engine;

import io.holdfast.address.Protocol;
import io.holdfast.classify.Classifier;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.classify.expression.Evaluation;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.option.Bytes;
import io.holdfast.config.FlexOption;
import io.holdfast.config.ServerConfig;
import io.holdfast.wire.OptionText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the options of answers by expressions in view of the packet (the feature {@code libdhcp_flex_option}): by ascending
 * code first whole options, then what is inside of them. One that fails ends it for this answer, which is sent as it then is.
 */
public final class FlexOptions {

    private static final Logger LOG = LoggerFactory.getLogger(FlexOptions.class);

    private final Protocol protocol;
    private final Classifier classifier;
    private final List<FlexOption> whole;
    private final List<FlexOption> containers;
    private final Set<FlexOption> complained = ConcurrentHashMap.newKeySet();

    public FlexOptions(ServerConfig config) {
        protocol = config.protocol();
        classifier = config.classes().classifier();
        Comparator<FlexOption> byCode = Comparator.comparingInt(FlexOption::code);
        List<FlexOption> all = config.features().flexOptions();
        whole = all.stream().filter(each -> !isContainer(each)).sorted(byCode).toList();
        containers =
                all.stream().filter(FlexOptions::isContainer).sorted(byCode).toList();
    }

    private static boolean isContainer(FlexOption option) {
        return option.action() == FlexOption.Action.SUB_OPTIONS;
    }

    /** Whether there is nothing to change in any answer. */
    public boolean isEmpty() {
        return whole.isEmpty() && containers.isEmpty();
    }

    public void apply(PacketFacts packet, ClientClasses classes, ReplyOptions reply) {
        Evaluation evaluation = new Evaluation(packet, classes, classifier.definitions(classes));
        for (FlexOption option : whole) {
            if (isFor(option, classes) && !succeeds(option, () -> change(option, evaluation, reply))) {
                return;
            }
        }
        for (FlexOption container : containers) {
            if (isFor(container, classes) && !changeInside(container, evaluation, classes, reply)) {
                return;
            }
        }
    }

    private boolean changeInside(
            FlexOption container, Evaluation evaluation, ClientClasses classes, ReplyOptions reply) {
        List<FlexOption> inside = container.subOptions().stream()
                .sorted(Comparator.comparingInt(FlexOption::code))
                .toList();
        for (FlexOption sub : inside) {
            if (isFor(sub, classes)
                    && !succeeds(
                            sub,
                            () -> FlexContainer.of(protocol, container, sub, reply)
                                    .change(() -> value(sub, evaluation), () -> holds(sub, evaluation)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFor(FlexOption option, ClientClasses classes) {
        return option.clientClass() == null || classes.contains(option.clientClass());
    }

    private void change(FlexOption option, Evaluation evaluation, ReplyOptions reply) throws EvaluationException {
        int code = option.code();
        boolean there = reply.first(code) != null;
        switch (option.action()) {
            case ADD, SUPERSEDE -> {
                byte[] value = there && option.action() == FlexOption.Action.ADD ? null : value(option, evaluation);
                if (value != null) {
                    reply.remove(code);
                    reply.setFirst(code, value);
                }
            }
            case REMOVE -> {
                if (there && holds(option, evaluation)) {
                    reply.remove(code);
                }
            }
            case SUB_OPTIONS -> throw new IllegalArgumentException("a container has no expression");
        }
    }

    /** Absent when the expression is empty, so that nothing is done. */
    private byte @Nullable [] value(FlexOption option, Evaluation evaluation) throws EvaluationException {
        if (!(option.expression() instanceof Term term)) {
            throw new IllegalArgumentException("option " + option.code() + " has no expression of text");
        }
        byte[] bytes = Bytes.toArray(evaluation.bytes(term));
        if (bytes.length == 0) {
            return null;
        }
        if (option.definition() == null) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return protocol == Protocol.DHCP4
                ? OptionText.encode(option.definition(), text)
                : OptionText.encode6(option.definition(), text);
    }

    private static boolean holds(FlexOption option, Evaluation evaluation) throws EvaluationException {
        return option.expression() instanceof Condition condition && evaluation.holds(condition);
    }

    /** What can fail for what the packet is like. */
    private interface Change {
        void make() throws EvaluationException;
    }

    private boolean succeeds(FlexOption option, Change change) {
        try {
            change.make();
            return true;
        } catch (EvaluationException | IllegalArgumentException e) {
            if (complained.add(option)) {
                LOG.warn(
                        "Option {} of the space {} cannot be changed in an answer (told once): {}",
                        option.code(),
                        option.space(),
                        e.getMessage());
            }
            return false;
        }
    }
}
