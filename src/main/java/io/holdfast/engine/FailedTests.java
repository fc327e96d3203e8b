package io.holdfast.engine;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClassRule;
import io.holdfast.classify.EvaluationFailures;
import io.holdfast.classify.expression.EvaluationException;
import io.holdfast.config.ServerConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of each class of one configuration whose test fails, once: clients choose how often it does. */
final class FailedTests implements EvaluationFailures {

    private static final Logger LOG = LoggerFactory.getLogger(FailedTests.class);

    private final Protocol protocol;
    private final ClassNames names;
    private final Set<Integer> complained = ConcurrentHashMap.newKeySet();

    FailedTests(ServerConfig config) {
        protocol = config.protocol();
        names = config.classes().classifier().names();
    }

    @Override
    public void failed(ClassRule rule, EvaluationException why) {
        if (complained.add(rule.id())) {
            LOG.warn(
                    "{}_CLASS_TEST_FAILED the class '{}' has no member where its test fails (told once), at {}: {}",
                    protocol,
                    names.name(rule.id()),
                    rule.place(),
                    why.getMessage());
        }
    }
}
