package io.holdfast.endtoend;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Shows what the servers said when a test fails. */
final class ServerLogOnFailure implements TestExecutionExceptionHandler {

    /** A test class that has servers. */
    interface Source {
        String logs();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (!(failure instanceof TestAbortedException) && context.getRequiredTestInstance() instanceof Source source) {
            System.err.println(context.getDisplayName() + " failed; the servers said:\n" + source.logs());
        }
        throw failure;
    }
}
