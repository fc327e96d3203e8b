package io.holdfast.wire;

import static io.holdfast.wire.OptionType.BINARY;
import static io.holdfast.wire.OptionType.EMPTY;
import static io.holdfast.wire.OptionType.FQDN;
import static io.holdfast.wire.OptionType.INT32;
import static io.holdfast.wire.OptionType.INTERNAL;
import static io.holdfast.wire.OptionType.IPV4_ADDRESS;
import static io.holdfast.wire.OptionType.IPV6_ADDRESS;
import static io.holdfast.wire.OptionType.IPV6_PREFIX;
import static io.holdfast.wire.OptionType.PSID;
import static io.holdfast.wire.OptionType.STRING;
import static io.holdfast.wire.OptionType.TUPLE;
import static io.holdfast.wire.OptionType.UINT16;
import static io.holdfast.wire.OptionType.UINT32;
import static io.holdfast.wire.OptionType.UINT8;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The standard DHCPv6 options with Kea 3.0's names and types: one row each, by space and code. Codes of IANA's registry that
 * Kea has no row for have none here, either, so that definitions which operators wrote for Kea stay good; without one their
 * data are given in hexadecimal.
 */
final class StandardOptions6 {

    /** Vendor spaces are called after the enterprise number; 4491 is CableLabs (DOCSIS 3). */
    private static final String DOCSIS = OptionTable.DOCSIS;

    private final List<OptionDefinition> rows = new ArrayList<>(110);
    private String space = OptionTable.DHCP6;

    private StandardOptions6() {}

    static List<OptionDefinition> rows() {
        StandardOptions6 table = new StandardOptions6();
        table.upToLeasequery();
        table.later();
        table.encapsulated();
        table.docsis();
        return table.rows;
    }

    /** The options that are part of the exchange itself, which in general should not be configured. */
    static BitSet serverMade() {
        BitSet codes = new BitSet(256);
        for (int code : new int[] {8, 9, 11, 13, 14, 18, 19, 25, 26, 39}) {
            codes.set(code);
        }
        codes.set(1, 7); // identifiers, identity associations and the list of wishes
        return codes;
    }

    private void upToLeasequery() {
        one("clientid", 1, BINARY); // RFC 8415
        one("serverid", 2, BINARY);
        record("ia-na", 3, false, UINT32, UINT32, UINT32);
        one("ia-ta", 4, UINT32);
        record("iaaddr", 5, false, IPV6_ADDRESS, UINT32, UINT32);
        array("oro", 6, UINT16);
        one("preference", 7, UINT8);
        one("elapsed-time", 8, UINT16);
        one("relay-msg", 9, BINARY);
        one("auth", 11, BINARY);
        one("unicast", 12, IPV6_ADDRESS);
        record("status-code", 13, false, UINT16, STRING);
        one("rapid-commit", 14, EMPTY);
        one("user-class", 15, BINARY);
        record("vendor-class", 16, false, UINT32, BINARY);
        one("vendor-opts", 17, UINT32);
        one("interface-id", 18, BINARY);
        one("reconf-msg", 19, UINT8);
        one("reconf-accept", 20, EMPTY);
        array("sip-server-dns", 21, FQDN); // RFC 3319
        array("sip-server-addr", 22, IPV6_ADDRESS);
        array("dns-servers", 23, IPV6_ADDRESS); // RFC 3646
        array("domain-search", 24, FQDN);
        record("ia-pd", 25, false, UINT32, UINT32, UINT32); // RFC 8415
        record("iaprefix", 26, false, UINT32, UINT32, UINT8, IPV6_ADDRESS);
        array("nis-servers", 27, IPV6_ADDRESS); // RFC 3898
        array("nisp-servers", 28, IPV6_ADDRESS);
        array("nis-domain-name", 29, FQDN);
        array("nisp-domain-name", 30, FQDN);
        array("sntp-servers", 31, IPV6_ADDRESS); // RFC 4075
        one("information-refresh-time", 32, UINT32); // RFC 8415
        array("bcmcs-server-dns", 33, FQDN); // RFC 4280
        array("bcmcs-server-addr", 34, IPV6_ADDRESS);
        record("geoconf-civic", 36, false, UINT8, UINT16, BINARY); // RFC 4776
        record("remote-id", 37, false, UINT32, BINARY); // RFC 4649
        one("subscriber-id", 38, BINARY); // RFC 4580
        record("client-fqdn", 39, false, UINT8, FQDN); // RFC 4704
        array("pana-agent", 40, IPV6_ADDRESS); // RFC 5192
        one("new-posix-timezone", 41, STRING); // RFC 4833
        one("new-tzdb-timezone", 42, STRING);
        array("ero", 43, UINT16); // RFC 4994
        recordWith(OptionTable.DHCP6, "lq-query", 44, false, UINT8, IPV6_ADDRESS); // RFC 5007
        container("client-data", 45, OptionTable.DHCP6);
        one("clt-time", 46, UINT32);
        record("lq-relay-data", 47, false, IPV6_ADDRESS, BINARY);
        array("lq-client-link", 48, IPV6_ADDRESS);
    }

    private void later() {
        one("v6-lost", 51, FQDN); // RFC 5223
        array("capwap-ac-v6", 52, IPV6_ADDRESS); // RFC 5417
        one("relay-id", 53, BINARY); // RFC 5460
        container("ntp-server", 56, "v6-ntp-server-suboptions"); // RFC 5908
        one("v6-access-domain", 57, FQDN); // RFC 5986
        array("sip-ua-cs-list", 58, FQDN); // RFC 6011
        one("bootfile-url", 59, STRING); // RFC 5970
        array("bootfile-param", 60, TUPLE);
        array("client-arch-type", 61, UINT16);
        record("nii", 62, false, UINT8, UINT8, UINT8);
        one("aftr-name", 64, FQDN); // RFC 6334
        one("erp-local-domain-name", 65, FQDN); // RFC 6440
        container("rsoo", 66, "rsoo-opts"); // RFC 6422
        one("pd-exclude", 67, IPV6_PREFIX); // RFC 6603
        record("rdnss-selection", 74, true, IPV6_ADDRESS, UINT8, FQDN); // RFC 6731
        one("client-linklayer-addr", 79, BINARY); // RFC 6939
        one("link-address", 80, IPV6_ADDRESS); // RFC 6977
        one("solmax-rt", 82, UINT32); // RFC 8415
        one("inf-max-rt", 83, UINT32);
        one("dhcpv4-message", 87, BINARY); // RFC 7341
        array("dhcp4o6-server-addr", 88, IPV6_ADDRESS);
        one("v6-captive-portal", 103, STRING); // RFC 8910
        one("relay-source-port", 135, UINT16); // RFC 8357
        array("v6-sztp-redirect", 136, TUPLE); // RFC 8572
        array("ipv6-address-andsf", 143, IPV6_ADDRESS); // RFC 6153
        container("s46-cont-mape", 94, "s46-cont-mape-options"); // RFC 7598
        container("s46-cont-mapt", 95, "s46-cont-mapt-options");
        container("s46-cont-lw", 96, "s46-cont-lw-options");
        one("v6-dnr", 144, INTERNAL); // RFC 9463
        one("addr-reg-enable", 148, EMPTY); // RFC 9686
    }

    private void encapsulated() {
        space = "s46-cont-mape-options"; // RFC 7598
        one("s46-br", 90, IPV6_ADDRESS);
        recordWith("s46-rule-options", "s46-rule", 89, false, UINT8, UINT8, UINT8, IPV4_ADDRESS, IPV6_PREFIX);
        space = "s46-cont-mapt-options";
        recordWith("s46-rule-options", "s46-rule", 89, false, UINT8, UINT8, UINT8, IPV4_ADDRESS, IPV6_PREFIX);
        one("s46-dmr", 91, IPV6_PREFIX);
        space = "s46-cont-lw-options";
        one("s46-br", 90, IPV6_ADDRESS);
        recordWith("s46-v4v6bind-options", "s46-v4v6bind", 92, false, IPV4_ADDRESS, IPV6_PREFIX);
        space = "s46-rule-options";
        record("s46-portparams", 93, false, UINT8, PSID);
        space = "s46-v4v6bind-options";
        record("s46-portparams", 93, false, UINT8, PSID);
        space = "v6-ntp-server-suboptions"; // RFC 5908
        one("ntp-server-address", 1, IPV6_ADDRESS);
        one("ntp-server-multicast", 2, IPV6_ADDRESS);
        one("ntp-server-fqdn", 3, FQDN);
        space = "4o6"; // between the halves of DHCPv4 over DHCPv6
        one("4o6-interface", 60000, STRING);
        one("4o6-source-address", 60001, IPV6_ADDRESS);
        one("4o6-source-port", 60002, UINT16);
    }

    private void docsis() {
        space = DOCSIS;
        array("oro", 1, UINT16);
        one("device-type", 2, STRING);
        one("vendor-type", 10, STRING);
        array("tftp-servers", 32, IPV6_ADDRESS);
        one("config-file", 33, STRING);
        array("syslog-servers", 34, IPV6_ADDRESS);
        one("device-id", 36, BINARY);
        array("time-servers", 37, IPV6_ADDRESS);
        one("time-offset", 38, INT32);
        one("cmts-cm-mac", 1026, BINARY);
    }

    private void one(String name, int code, OptionType type) {
        rows.add(new OptionDefinition(name, code, space, type, List.of(), false, ""));
    }

    private void array(String name, int code, OptionType type) {
        rows.add(new OptionDefinition(name, code, space, type, List.of(), true, ""));
    }

    private void record(String name, int code, boolean lastRepeats, OptionType... fields) {
        recordWith("", name, code, lastRepeats, fields);
    }

    private void recordWith(String encapsulated, String name, int code, boolean lastRepeats, OptionType... fields) {
        rows.add(
                new OptionDefinition(name, code, space, OptionType.RECORD, List.of(fields), lastRepeats, encapsulated));
    }

    private void container(String name, int code, String encapsulated) {
        rows.add(new OptionDefinition(name, code, space, EMPTY, List.of(), false, encapsulated));
    }
}
