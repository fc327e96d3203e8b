package io.holdfast.engine;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionJoining;
import io.holdfast.config.ServerConfig;
import io.holdfast.host.HostOption;
import io.holdfast.host.Reservation;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the options of a reservation ready to send. One that cannot be made, as a row of a database that does not fit its
 * definition, is left out, with one line in the log; everything else is served.
 */
final class ReservedOptions {

    private static final Logger LOG = LoggerFactory.getLogger(ReservedOptions.class);
    /** So many bad options are told of; a table full of them needs no more lines to be noticed. */
    private static final int MOST_COMPLAINTS = 1000;

    private final Protocol protocol;
    private final OptionTable definitions;
    private final ClassNames names;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    ReservedOptions(ServerConfig config) {
        protocol = config.protocol();
        definitions = config.definitions();
        names = config.classes().classifier().names();
    }

    OptionLayer layer(Reservation reservation) {
        OptionJoining joining = new OptionJoining(
                protocol, (option, words) -> complain(reservation, option.space(), option.code(), words));
        for (HostOption row : reservation.options()) {
            ClassGuard guard = guard(row.classes(), reservation.classes());
            byte[] payload = guard == null ? null : payload(reservation, row);
            if (guard != null && payload != null) {
                joining.add(new ConfiguredOption(
                        row.space(),
                        row.code(),
                        definitions.find(row.space(), row.code()),
                        payload,
                        row.alwaysSend(),
                        row.neverSend(),
                        guard));
            }
        }
        return OptionLayer.of(joining.join());
    }

    /**
     * Absent when it is for classes alone that nobody is in.
     *
     * @param own those that the reservation itself brings its client into, also where nothing else speaks of them
     */
    private @Nullable ClassGuard guard(List<String> classes, List<String> own) {
        if (classes.isEmpty()) {
            return ClassGuard.NONE;
        }
        List<Integer> ids = new ArrayList<>(classes.size());
        for (String name : classes) {
            Integer id = names.find(name);
            if (id != null) {
                ids.add(id);
            } else if (own.contains(name)) {
                return ClassGuard.NONE;
            }
        }
        return ids.isEmpty() ? null : new ClassGuard(ids);
    }

    private byte @Nullable [] payload(Reservation reservation, HostOption row) {
        if (row.formatted() == null) {
            return row.payload() == null ? new byte[0] : row.payload();
        }
        OptionDefinition definition = definitions.find(row.space(), row.code());
        if (definition == null) {
            complain(reservation, row.space(), row.code(), "has its data as text, but is not defined");
            return null;
        }
        try {
            return protocol == Protocol.DHCP4
                    ? OptionText.encode(definition, row.formatted())
                    : OptionText.encode6(definition, row.formatted());
        } catch (IllegalArgumentException e) {
            complain(reservation, row.space(), row.code(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void complain(Reservation reservation, String space, int code, String words) {
        String where = reservation.identifier() + " " + Integer.toUnsignedString(reservation.subnetId());
        if (complained.size() < MOST_COMPLAINTS && complained.add(where + " " + space + " " + code)) {
            LOG.warn(
                    "Option {} of the space {} is left out of the reservation of {} in subnet {}: {}",
                    code,
                    space,
                    reservation.identifier(),
                    Integer.toUnsignedString(reservation.subnetId()),
                    words);
        }
    }
}
