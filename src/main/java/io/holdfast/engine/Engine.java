package io.holdfast.engine;

/** DHCP of one version for one configuration. Safe for many threads. */
public interface Engine {

    /** Reads the packet {@code data[0, length)}. Never throws: what cannot be served is decided as silence. */
    Exchange open(byte[] data, int length, Arrival arrival);
}
