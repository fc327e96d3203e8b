package io.holdfast.control;

/** Ends the server: batches are finished, answers sent, files closed. Returns at once. */
@FunctionalInterface
public interface Shutdown {

    void shutDown(int exitValue);
}
