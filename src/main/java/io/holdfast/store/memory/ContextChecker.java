package io.holdfast.store.memory;

import io.holdfast.config.ExtendedInfo;
import io.holdfast.config.ExtendedInfo6;
import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code extended-info-checks} of {@code sanity-checks} for leases that are loaded. As in Kea they change what is in
 * memory; the file has the former text until the lease is written again.
 */
final class ContextChecker {

    private static final Logger log = LoggerFactory.getLogger(ContextChecker.class);
    private static final int COMPLAINTS = 100;

    private final ExtendedInfoChecks checks;
    private long changed;
    private long wrong;

    ContextChecker(ExtendedInfoChecks checks) {
        this.checks = checks;
    }

    /** The lease with its user context as it is to be used, and the identifiers of relays that this tells. */
    PackedLease check(PackedLease lease) {
        byte[] stored = lease.part(PackedParts.CONTEXT);
        if (stored == null) {
            return lease;
        }
        String text = new String(stored, StandardCharsets.UTF_8);
        boolean isOf6 = lease.type() != null;
        ExtendedInfo.Checked checked = isOf6 ? ExtendedInfo6.check(text, checks) : ExtendedInfo.check(text, checks);
        if (checked.fault() != null && ++wrong <= COMPLAINTS) {
            log.error(
                    "DHCPSRV_LEASE{}_EXTENDED_INFO_SANITY_FAIL {}: {}; this part of its user context is not used",
                    isOf6 ? 6 : 4,
                    lease.address(),
                    checked.fault());
        }
        String context = checked.context();
        RelayIds ids = context == null || isOf6 ? RelayIds.NONE : RelayIds.of(context);
        if (text.equals(context) && ids == RelayIds.NONE) {
            return lease;
        }
        changed += text.equals(context) ? 0 : 1;
        return lease.with(PackedParts.with(
                lease.parts(),
                context == null ? null : context.getBytes(StandardCharsets.UTF_8),
                ids.relayId(),
                ids.remoteId()));
    }

    /** Says how many there were. */
    void finish() {
        if (changed > 0) {
            log.info(
                    "{} rows had a user context that is used in another form, {} because something was wrong with it"
                            + " (extended-info-checks: {})",
                    changed,
                    wrong,
                    checks);
        }
    }
}
