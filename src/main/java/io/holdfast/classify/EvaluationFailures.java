package io.holdfast.classify;

import io.holdfast.classify.expression.EvaluationException;

/**
 * Is told of tests that have no value for a packet, which are false for it: with every such packet, by any lane. A rule that
 * could not hold in any case need not have been asked, and is not told of.
 */
public interface EvaluationFailures {

    void failed(ClassRule rule, EvaluationException why);
}
