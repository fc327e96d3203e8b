package io.holdfast.outage;

import io.holdfast.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;

/** What one product's server wants: the only place where the products differ. */
interface DatabaseProgram {

    /** Where its data directories may be; deleted when the test run ends. */
    Path home();

    /** Makes a data directory that is not there yet; called once, before anything else. */
    void initialise(Path data);

    /** The command line of a server on 127.0.0.1 that writes through to its disk, as shipped. */
    List<String> command(Path data, int port, boolean readOnly);

    /** The signal that ends it in order, without waiting for its clients. */
    Signals.Kind orderlyEnd();

    /** The database that is always there, as one who may do everything and needs no password. */
    TestDatabase administrator(int port);

    /** Statements that make an ordinary user with all rights on {@code databases}, which they make too, and no others. */
    List<String> user(String name, String password, List<String> databases);

    /** Statements that let ordinary users only read, or write again; sessions stay. */
    List<String> readOnly(boolean wanted);

    /** A query whose rows are the statements that end the sessions of a user. */
    String sessionsEnd(String user);
}
