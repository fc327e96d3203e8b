package io.holdfast.control;

import io.holdfast.address.Protocol;

/** The words in which the commands about subnets and shared networks of the two protocols differ. */
record SubnetWords(Protocol protocol) {

    /** {@code subnet4-get} for {@code get}. */
    String subnet(String what) {
        return key() + "-" + what;
    }

    /** {@code network4-get} for {@code get}. */
    String network(String what) {
        return "network" + digit() + "-" + what;
    }

    /** {@code subnet4}. */
    String key() {
        return ConfigDraft.subnetKey(protocol);
    }

    /** {@code IPv4}. */
    String version() {
        return "IPv" + digit();
    }

    private String digit() {
        return protocol == Protocol.DHCP4 ? "4" : "6";
    }

    /** {@code 1 IPv4 subnet found}, {@code 2 IPv4 subnets found}. */
    String found(int count, String what) {
        return count + " " + version() + " " + what + (count == 1 ? "" : "s") + " found";
    }
}
