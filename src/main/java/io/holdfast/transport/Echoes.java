package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;
import java.io.IOException;
import java.util.function.Consumer;

/** Asks addresses whether anybody is there. One thread may send while another receives. */
public interface Echoes extends AutoCloseable {

    /** Whether the request is under way: not when there is no way to the address, or no room. Does not wait. */
    boolean send(Ipv4Address to, int sequence);

    /** Waits a few milliseconds at most, and tells who has answered. */
    void receive(Consumer<Ipv4Address> answered) throws IOException;

    /** Forgets what has come while nobody received. Does not wait; for the thread that receives. */
    void discard();

    @Override
    void close();
}
