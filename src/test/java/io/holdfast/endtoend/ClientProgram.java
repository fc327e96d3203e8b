package io.holdfast.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The DHCP clients of this world. */
enum ClientProgram {
    UDHCPC(Family.V4, 1, new Udhcpc()),
    DHCLIENT(Family.V4, 1, new Dhclient("-4")),
    DHCPCD(Family.V4, 1, new Dhcpcd(Family.V4)),
    DHCLIENT6_ADDRESS(Family.V6, 1, new Dhclient("-6", "-D", "LL", "-N")),
    DHCLIENT6_PREFIX(Family.V6, 1, new Dhclient("-6", "-D", "LL", "-P")),
    DHCLIENT6(Family.V6, 2, new Dhclient("-6", "-D", "LL", "-N", "-P")),
    DHCPCD6(Family.V6, 2, new Dhcpcd(Family.V6)),
    DIBBLER(Family.V6, 2, new Dibbler());

    private final Family family;
    private final int leases;
    private final Handling handling;

    ClientProgram(Family family, int leases, Handling handling) {
        this.family = family;
        this.leases = leases;
        this.handling = handling;
    }

    /** How a program is told to do its work on {@code eth0}, in the foreground. */
    interface Handling {

        String binary();

        /** @param wish the address to ask for */
        List<String> start(Path home, @Nullable String wish);

        /** Where it looks for its configuration, in its home. */
        default String configFile() {
            return "client.conf";
        }

        String config(Path home, @Nullable String wish);

        /** Does nothing where it renews at T1 by itself. */
        void renew(RunningClient client);

        void release(RunningClient client);
    }

    Family family() {
        return family;
    }

    /** How many leases it asks for: an address, a prefix or both. */
    int leases() {
        return leases;
    }

    Handling handling() {
        return handling;
    }

    /** Aborts the test where the program is not installed. */
    void assumeInstalled() {
        assumeInstalled(handling.binary());
    }

    boolean isInstalled() {
        return isInstalled(handling.binary());
    }

    static void assumeInstalled(String binary) {
        Assumptions.assumeTrue(isInstalled(binary), binary + " is not installed");
    }

    private static boolean isInstalled(String binary) {
        return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, binary)));
    }
}
