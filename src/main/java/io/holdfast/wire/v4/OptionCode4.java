package io.holdfast.wire.v4;

/** The DHCPv4 option codes that the server itself reads or writes. */
public final class OptionCode4 {

    public static final int PAD = 0;
    public static final int SUBNET_MASK = 1;
    public static final int HOST_NAME = 12;
    public static final int VENDOR_ENCAPSULATED = 43;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_IDENTIFIER = 54;
    public static final int PARAMETER_REQUEST_LIST = 55;
    public static final int MESSAGE = 56;
    public static final int MAX_MESSAGE_SIZE = 57;
    public static final int RENEWAL_TIME = 58;
    public static final int REBINDING_TIME = 59;
    public static final int VENDOR_CLASS = 60;
    public static final int CLIENT_IDENTIFIER = 61;
    public static final int CLIENT_FQDN = 81;
    public static final int RELAY_AGENT_INFORMATION = 82;
    public static final int IPV6_ONLY_PREFERRED = 108;
    public static final int SUBNET_SELECTION = 118;
    public static final int VENDOR_CLASSES = 124;
    public static final int VENDOR_OPTIONS = 125;
    public static final int END = 255;

    private OptionCode4() {}

    /** Sub-options of option 82. */
    public static final class RelayAgent {
        public static final int CIRCUIT_ID = 1;
        public static final int REMOTE_ID = 2;
        public static final int LINK_SELECTION = 5;
        public static final int SERVER_ID_OVERRIDE = 11;
        public static final int RELAY_ID = 12;
        public static final int RELAY_SOURCE_PORT = 19;

        private RelayAgent() {}
    }
}
