package io.holdfast.app.command;

import io.holdfast.address.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Of which protocol a command's leases or configuration are; the options are those of kea-admin. */
final class ProtocolChoice {

    @ArgGroup
    private @Nullable Choice choice;

    static final class Choice {
        @Option(names = "-4", description = "For DHCPv4; the default.")
        private boolean four;

        @Option(names = "-6", description = "For DHCPv6.")
        private boolean six;
    }

    Protocol protocol() {
        return choice != null && choice.six ? Protocol.DHCP6 : Protocol.DHCP4;
    }
}
