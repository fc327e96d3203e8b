package io.holdfast.transport;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The open sockets of one link. Sending is safe for many threads. */
interface Station extends AutoCloseable {

    Link link();

    /** Each is to be run by a thread of its own. */
    List<Receiver> receivers();

    /** Sends in order; returns how many could not be sent, having logged why. */
    int send(List<Outgoing> replies);

    /** No receiver may be running. */
    @Override
    void close();

    /** Receives from one socket. */
    interface Receiver {

        /** What the thread is called after, as in {@code eth0-192.0.2.1}. */
        String name();

        /**
         * Waits for datagrams for at most {@link #PATIENCE_MILLIS} and hands on all that are there, without those that
         * are not for us.
         *
         * @throws IOException when the socket is of no more use
         */
        void receive(Consumer<Datagram> handler) throws IOException;
    }

    /** How long a receiver may take to notice that it should stop. */
    int PATIENCE_MILLIS = 200;

    /** Opens the sockets of a link: one implementation for each way of receiving. */
    @FunctionalInterface
    interface Opener {
        Station open(Link link) throws SocketOpenException;
    }
}
