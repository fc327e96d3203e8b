package io.holdfast.transport;

import java.util.List;
import java.util.function.Consumer;

/** The server's sockets. */
public interface Transport extends AutoCloseable {

    /** Begins to receive; {@code handler} is called by the receiving threads and must not block. */
    void start(Consumer<Datagram> handler);

    /** Sends all, in order, with as few system calls as the platform allows. What cannot be sent is counted and logged. */
    void send(List<Outgoing> replies);

    /** Ready, still retrying, or failed, with a sentence for each socket that is not open. */
    Status status();

    /** Looks at the interfaces again now, and opens or re-opens what has come or changed. */
    default void redetect() {}

    /** Stops receiving; sending still works, so that answers under way get out. */
    void stopReceiving();

    @Override
    void close();

    /**
     * @param state {@code ready}, {@code retrying} or {@code failed}, as status-get shows it
     * @param open how many interfaces are listened on
     */
    record Status(String state, List<String> errors, int open) {}
}
