package io.holdfast.app;

import io.holdfast.address.Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The server cannot start, for a reason the operator can do something about. The process ends with exit code 1. */
final class StartFailure extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    private final Protocol protocol;
    private final String action;

    /**
     * @param protocol whose service hinders it, DHCPv4 where that cannot be told
     * @param action what to do about it
     */
    StartFailure(Protocol protocol, String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.protocol = protocol;
        this.action = action;
    }

    @Override
    public int getExitCode() {
        return 1;
    }

    /** Prints what is wrong and what to do, without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<StartFailure> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, StartFailure cause) {
            return new FailureAnalysis(cause.protocol + "_INIT_FAIL " + cause.getMessage(), cause.action, cause);
        }
    }
}
