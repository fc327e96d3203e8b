package io.holdfast.rest;

import java.time.Duration;

/** Bounds on requests, so that nobody can fill the memory or hold connections for ever. */
final class Limits {

    /** A configuration with ten thousand subnets has about 5 MB. */
    static final int MAX_REQUEST_BYTES = 16 << 20;

    /** Kea's, for a client that is silent in the middle of a request or does not take its answer. */
    static final Duration IDLE = Duration.ofSeconds(10);

    /** Clients of one UNIX socket at the same time. */
    static final int MAX_CONNECTIONS = 100;

    private Limits() {}
}
