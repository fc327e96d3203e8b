package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.BootFields;
import io.holdfast.config.ClassTable;
import io.holdfast.config.ClientClass;
import io.holdfast.host.Reservation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which siaddr, sname and file a reply has: each by itself, the reservation's, else that of the first class that has one,
 * else the subnet's with what it inherits.
 */
final class BootChoice {

    private static final int NAME_BYTES = 63;
    private static final int FILE_BYTES = 127;
    private static final byte[] NONE = {};

    /** As they are written: unspecified and empty where nothing is configured. */
    record Fields(Ipv4Address nextServer, byte[] serverName, byte[] bootFile) {

        static final Fields EMPTY = new Fields(Ipv4Address.UNSPECIFIED, NONE, NONE);

        static Fields of(BootFields boot) {
            return of(boot.nextServer(), boot.serverHostname(), boot.bootFileName());
        }

        private static Fields of(
                @Nullable Ipv4Address nextServer, @Nullable String serverHostname, @Nullable String bootFileName) {
            return new Fields(
                    nextServer == null ? Ipv4Address.UNSPECIFIED : nextServer,
                    field(serverHostname, NAME_BYTES),
                    field(bootFileName, FILE_BYTES));
        }

        private boolean isEmpty() {
            return nextServer.isUnspecified() && serverName.length == 0 && bootFile.length == 0;
        }

        /** These, and those of {@code other} where these say nothing. */
        private Fields or(Fields other) {
            return new Fields(
                    nextServer.isUnspecified() ? other.nextServer : nextServer,
                    serverName.length == 0 ? other.serverName : serverName,
                    bootFile.length == 0 ? other.bootFile : bootFile);
        }
    }

    private final Map<Integer, Fields> byClass = new HashMap<>();

    BootChoice(ClassTable classes) {
        for (ClientClass each : classes.all()) {
            Fields fields = Fields.of(each.nextServer(), each.serverHostname(), each.bootFileName());
            if (!fields.isEmpty()) {
                byClass.put(each.id(), fields);
            }
        }
    }

    Fields of(Fields subnet, ClientClasses classes, @Nullable Reservation reservation) {
        Fields found = Fields.EMPTY;
        if (reservation != null) {
            found = Fields.of(reservation.nextServer(), reservation.serverHostname(), reservation.bootFileName());
        }
        if (!byClass.isEmpty()) {
            for (int i = 0; i < classes.size(); i++) {
                Fields fields = byClass.get(classes.get(i));
                found = fields == null ? found : found.or(fields);
            }
        }
        return found.isEmpty() ? subnet : found.or(subnet);
    }

    /** Cut where it does not fit: a row of a database can have more, and a client is to have its lease all the same. */
    private static byte[] field(@Nullable String text, int most) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}
