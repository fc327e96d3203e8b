package io.holdfast.config;

import io.holdfast.address.Ipv4Address;

/** What goes into siaddr, sname and file; unspecified and empty when not configured. */
public record BootFields(Ipv4Address nextServer, String serverHostname, String bootFileName) {}
