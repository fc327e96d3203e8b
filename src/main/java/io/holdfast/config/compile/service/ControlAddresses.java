package io.holdfast.config.compile.service;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Judges addresses written as numbers; names are never looked up. */
final class ControlAddresses {

    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private ControlAddresses() {}

    static boolean isAddress(String text) {
        try {
            return NUMERIC.matcher(text).matches() && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isLoopback(String text) {
        return InetAddress.ofLiteral(text).isLoopbackAddress();
    }
}
