package io.holdfast.wire.v6;

/** The DHCPv6 option codes that the server itself reads or writes (RFC 8415 §21 where nothing else is said). */
public final class OptionCode6 {

    public static final int CLIENT_ID = 1;
    public static final int SERVER_ID = 2;
    public static final int IA_NA = 3;
    public static final int IA_TA = 4;
    public static final int IAADDR = 5;
    public static final int OPTION_REQUEST = 6;
    public static final int PREFERENCE = 7;
    public static final int ELAPSED_TIME = 8;
    public static final int RELAY_MSG = 9;
    public static final int AUTHENTICATION = 11;
    public static final int UNICAST = 12;
    public static final int STATUS_CODE = 13;
    public static final int RAPID_COMMIT = 14;
    public static final int USER_CLASS = 15;
    public static final int VENDOR_CLASS = 16;
    public static final int VENDOR_OPTS = 17;
    public static final int INTERFACE_ID = 18;
    public static final int RECONFIGURE_MESSAGE = 19;
    public static final int RECONFIGURE_ACCEPT = 20;
    public static final int NAME_SERVERS = 23;
    public static final int DOMAIN_SEARCH = 24;
    public static final int IA_PD = 25;
    public static final int IAPREFIX = 26;
    public static final int INFORMATION_REFRESH_TIME = 32;

    /** RFC 4649 §3. */
    public static final int REMOTE_ID = 37;

    /** RFC 4580 §2. */
    public static final int SUBSCRIBER_ID = 38;

    /** RFC 4704 §4. */
    public static final int CLIENT_FQDN = 39;

    /** RFC 4994 §4. */
    public static final int ECHO_REQUEST = 43;

    /** RFC 5007 §4.1.2. */
    public static final int LQ_QUERY = 44;

    public static final int CLIENT_DATA = 45;
    public static final int CLT_TIME = 46;
    public static final int LQ_RELAY_DATA = 47;
    public static final int LQ_CLIENT_LINK = 48;

    /** RFC 5460 §5.4.1. */
    public static final int RELAY_ID = 53;

    /** RFC 5908 §4. */
    public static final int NTP_SERVER = 56;

    /** RFC 6422 §4. */
    public static final int RELAY_SUPPLIED_OPTIONS = 66;

    /** RFC 6603 §4.2. */
    public static final int PD_EXCLUDE = 67;

    /** RFC 6939 §4. */
    public static final int CLIENT_LINK_LAYER_ADDRESS = 79;

    public static final int SOL_MAX_RT = 82;
    public static final int INF_MAX_RT = 83;

    /** RFC 7341 §7.1. */
    public static final int DHCPV4_MSG = 87;

    public static final int DHCP4_O_DHCP6_SERVER = 88;

    /** RFC 8357 §5.2. */
    public static final int RELAY_SOURCE_PORT = 135;

    /** RFC 9686 §4.1. */
    public static final int ADDR_REG_ENABLE = 148;

    private OptionCode6() {}
}
