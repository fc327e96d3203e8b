package io.holdfast.control;

import static io.holdfast.control.Argument.optional;

import io.holdfast.address.IaType;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.JsonNode;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code lease6-bulk-apply}: what high-availability partners tell each other of one client's addresses and prefixes. All is
 * read before anything is changed; then each lease succeeds or fails on its own.
 */
final class LeaseBulk {

    static final List<Argument> ARGUMENTS = List.of(
            optional("deleted-leases", Argument.Kind.LIST, "Leases to delete, each as in lease6-del."),
            optional("leases", Argument.Kind.LIST, "Leases to add or change, each as in lease6-update."),
            optional("origin", Argument.Kind.TEXT_OR_INTEGER, "Who asks; does not matter."));

    private final LeaseEditing editing;
    private final ServerConfig config;
    private final long now;
    private final List<Map<String, @Nullable Object>> failedDeletions = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> failed = new ArrayList<>();
    private int done;

    /** @param now seconds since 1970 */
    LeaseBulk(LeaseEditing editing, ServerConfig config, long now) {
        this.editing = editing;
        this.config = config;
        this.now = now;
    }

    Outcome apply(LeaseStore store, Arguments arguments) {
        if (!arguments.has("deleted-leases") && !arguments.has("leases")) {
            throw new RefusedException("neither 'deleted-leases' nor 'leases' parameter specified");
        }
        List<LeaseChoice> deletions = new ArrayList<>();
        for (JsonNode item : arguments.items("deleted-leases")) {
            deletions.add(editing.choice(checked("deleted-leases", LeaseEditing.deletable(LeaseWords.V6), item)));
        }
        List<Lease> leases = new ArrayList<>();
        for (JsonNode item : arguments.items("leases")) {
            leases.add(read(checked("leases", LeaseEditing.changeable(LeaseWords.V6), item)));
        }
        for (LeaseChoice choice : deletions) {
            note(editing.delete(store, choice), failedDeletions, place(choice));
        }
        for (Lease lease : leases) {
            note(editing.put(store, lease, true), failed, place((Lease6) lease));
        }
        return outcome();
    }

    private static Arguments checked(String list, List<Argument> known, JsonNode item) {
        return Arguments.check("lease6-bulk-apply", "an item of '" + list + "'", Phrasing.LEASES, known, item);
    }

    private Lease read(Arguments arguments) {
        try {
            return LeaseReading.read(config, arguments, now);
        } catch (LeaseReading.UnfitException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private void note(
            Outcome outcome, List<Map<String, @Nullable Object>> failures, Map<String, @Nullable Object> place) {
        if (outcome instanceof Outcome.Done) {
            done++;
            return;
        }
        place.put("result", (long) outcome.code());
        place.put("error-message", outcome instanceof Outcome.Empty ? "lease not found" : outcome.text());
        failures.add(place);
    }

    private static Map<String, @Nullable Object> place(Lease6 lease) {
        return place(lease.type(), "ip-address", lease.address());
    }

    private static Map<String, @Nullable Object> place(LeaseChoice choice) {
        return switch (choice) {
            case LeaseChoice.OfAddress(var address, var type) ->
                place(type == null ? IaType.NA : type, "ip-address", address);
            case LeaseChoice.OfAssociation(var duid, var type, var _, var _) -> place(type, "duid", duid);
            case LeaseChoice.OfClient _ -> throw new IllegalStateException("a choice of DHCPv4");
        };
    }

    private static Map<String, @Nullable Object> place(IaType type, String key, Object value) {
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("type", type.text());
        place.put(key, value.toString());
        return place;
    }

    private Outcome outcome() {
        Map<String, @Nullable Object> failures = new LinkedHashMap<>();
        if (!failedDeletions.isEmpty()) {
            failures.put("failed-deleted-leases", failedDeletions);
        }
        if (!failed.isEmpty()) {
            failures.put("failed-leases", failed);
        }
        String text = "Bulk apply of " + done + " IPv6 leases completed.";
        Object arguments = failures.isEmpty() ? null : failures;
        return done > 0 ? new Outcome.Done(text, arguments) : new Outcome.Empty(text, arguments);
    }
}
