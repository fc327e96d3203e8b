package io.holdfast.endtoend;

import io.holdfast.transport.NetworkNamespace;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The protocols that every scenario is played in, and the plan of a {@link Site}'s addresses in each. */
enum Family {
    V4("4", "198.18.1.", "198.18.2.", 24, 67),
    V6("6", "2001:db8:1::", "2001:db8:2::", 64, 547);

    private final String version;
    private final String near;
    private final String far;
    private final int length;
    private final int relayPort;

    Family(String version, String near, String far, int length, int relayPort) {
        this.version = version;
        this.near = near;
        this.far = far;
        this.length = length;
        this.relayPort = relayPort;
    }

    /** Aborts the test when the system property {@code holdfast.test.protocols} names protocols, and not this one. */
    void assumeWanted() {
        Assumptions.assumeTrue(isWanted(), "-Dholdfast.test.protocols leaves " + this + " out");
    }

    boolean isWanted() {
        String wanted = System.getProperty("holdfast.test.protocols", "");
        return wanted.isEmpty() || Set.of(wanted.split(",")).contains(name());
    }

    /** {@code 4} or {@code 6}. */
    String version() {
        return version;
    }

    /** The address of a host on {@code near}, from 1. */
    String near(int host) {
        return near + host;
    }

    /** The address of a host on {@code far}, from 1. */
    String far(int host) {
        return far + host;
    }

    String farNetwork() {
        return far(0) + "/" + length;
    }

    /** How the addresses begin that clients on this LAN are given, and the prefixes. */
    String beginning(String lan) {
        String address = lan.equals("near") ? near : far;
        return address.replace("::", "");
    }

    int relayPort() {
        return relayPort;
    }

    /** Gives an interface an address, which can be used at once. */
    void addAddress(NetworkNamespace host, String address, String device) {
        String how = this == V4 ? " brd +" : " nodad";
        host.ip("addr add " + address + "/" + length + how + " dev " + device);
    }

    /** What clients behind a relay with this address say; {@code kind} keeps those of several crowds apart, one byte. */
    Speech speech(int kind, String relay) {
        return this == V4 ? Speech4.of(kind, relay) : Speech6.of(kind, relay);
    }
}
