package io.holdfast.control.remote;

import io.holdfast.address.Protocol;

/** The words in which the {@code remote-*} commands of the two protocols differ. */
record RemoteWords(Protocol protocol) {

    /** {@code remote-subnet4-list} for {@code subnet} and {@code list}. */
    String command(String family, String verb) {
        return "remote-" + family + digit() + "-" + verb;
    }

    /** {@code DHCPv4}. */
    String dhcp() {
        return "DHCPv" + digit();
    }

    /** {@code IPv4}. */
    String ip() {
        return "IPv" + digit();
    }

    private String digit() {
        return switch (protocol) {
            case DHCP4 -> "4";
            case DHCP6 -> "6";
        };
    }
}
