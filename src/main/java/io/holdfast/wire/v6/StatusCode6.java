package io.holdfast.wire.v6;

import org.jspecify.annotations.Nullable;

/** The numbers of option 13 (RFC 8415 §21.13 and later). */
public enum StatusCode6 {
    SUCCESS(0, "Success"),
    UNSPEC_FAIL(1, "UnspecFail"),
    NO_ADDRS_AVAIL(2, "NoAddrsAvail"),
    NO_BINDING(3, "NoBinding"),
    NOT_ON_LINK(4, "NotOnLink"),
    USE_MULTICAST(5, "UseMulticast"),
    NO_PREFIX_AVAIL(6, "NoPrefixAvail"),
    /** RFC 5007 §4.1.3. */
    UNKNOWN_QUERY_TYPE(7, "UnknownQueryType"),
    MALFORMED_QUERY(8, "MalformedQuery"),
    NOT_CONFIGURED(9, "NotConfigured"),
    NOT_ALLOWED(10, "NotAllowed"),
    /** RFC 5460 §5.5. */
    QUERY_TERMINATED(11, "QueryTerminated"),
    /** RFC 7653 §6.3. */
    DATA_MISSING(12, "DataMissing"),
    CATCH_UP_COMPLETE(13, "CatchUpComplete"),
    NOT_SUPPORTED(14, "NotSupported"),
    TLS_CONNECTION_REFUSED(15, "TLSConnectionRefused"),
    /** RFC 8156 §5.6. */
    ADDRESS_IN_USE(16, "AddressInUse"),
    CONFIGURATION_CONFLICT(17, "ConfigurationConflict"),
    MISSING_BINDING_INFORMATION(18, "MissingBindingInformation"),
    OUTDATED_BINDING_INFORMATION(19, "OutdatedBindingInformation"),
    SERVER_SHUTTING_DOWN(20, "ServerShuttingDown"),
    DNS_UPDATE_NOT_SUPPORTED(21, "DNSUpdateNotSupported"),
    EXCESSIVE_TIME_SKEW(22, "ExcessiveTimeSkew");

    private static final StatusCode6[] BY_NUMBER = values();

    private final int number;
    private final String text;

    StatusCode6(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** As the RFCs write it. */
    public String text() {
        return text;
    }

    /** Absent when nothing is assigned to the number. */
    public static @Nullable StatusCode6 of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }
}
