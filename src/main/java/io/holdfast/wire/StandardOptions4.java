package io.holdfast.wire;

import static io.holdfast.wire.OptionType.BINARY;
import static io.holdfast.wire.OptionType.BOOLEAN;
import static io.holdfast.wire.OptionType.EMPTY;
import static io.holdfast.wire.OptionType.FQDN;
import static io.holdfast.wire.OptionType.INT32;
import static io.holdfast.wire.OptionType.INTERNAL;
import static io.holdfast.wire.OptionType.IPV4_ADDRESS;
import static io.holdfast.wire.OptionType.IPV6_ADDRESS;
import static io.holdfast.wire.OptionType.PSID;
import static io.holdfast.wire.OptionType.STRING;
import static io.holdfast.wire.OptionType.TUPLE;
import static io.holdfast.wire.OptionType.UINT16;
import static io.holdfast.wire.OptionType.UINT32;
import static io.holdfast.wire.OptionType.UINT8;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The standard DHCPv4 options with Kea 3.0's names and types: one row each, by space and code. */
final class StandardOptions4 {

    /** Kea's vendor spaces are called after the enterprise number; 4491 is CableLabs (DOCSIS 3). */
    private static final String DOCSIS = OptionTable.DOCSIS;

    private final List<OptionDefinition> rows = new ArrayList<>(200);
    private String space = OptionTable.DHCP4;

    private StandardOptions4() {}

    static List<OptionDefinition> rows() {
        StandardOptions4 table = new StandardOptions4();
        table.rfc2132();
        table.later();
        table.relayAgent();
        table.cableLabs();
        return table.rows;
    }

    /** The options that the server makes itself, which in general should not be configured. */
    static BitSet serverMade() {
        BitSet codes = new BitSet(256);
        for (int code : new int[] {1, 12, 50, 51, 53, 55, 58, 59, 61, 81, 82, 90, 91, 92, 118}) {
            codes.set(code);
        }
        codes.set(151, 158); // bulk leasequery, RFC 6926
        return codes;
    }

    private void rfc2132() {
        one("subnet-mask", 1, IPV4_ADDRESS);
        one("time-offset", 2, INT32);
        array("routers", 3, IPV4_ADDRESS);
        array("time-servers", 4, IPV4_ADDRESS);
        array("name-servers", 5, IPV4_ADDRESS);
        array("domain-name-servers", 6, IPV4_ADDRESS);
        array("log-servers", 7, IPV4_ADDRESS);
        array("cookie-servers", 8, IPV4_ADDRESS);
        array("lpr-servers", 9, IPV4_ADDRESS);
        array("impress-servers", 10, IPV4_ADDRESS);
        array("resource-location-servers", 11, IPV4_ADDRESS);
        one("host-name", 12, STRING);
        one("boot-size", 13, UINT16);
        one("merit-dump", 14, STRING);
        one("domain-name", 15, STRING);
        one("swap-server", 16, IPV4_ADDRESS);
        one("root-path", 17, STRING);
        one("extensions-path", 18, STRING);
        one("ip-forwarding", 19, BOOLEAN);
        one("non-local-source-routing", 20, BOOLEAN);
        array("policy-filter", 21, IPV4_ADDRESS);
        one("max-dgram-reassembly", 22, UINT16);
        one("default-ip-ttl", 23, UINT8);
        one("path-mtu-aging-timeout", 24, UINT32);
        array("path-mtu-plateau-table", 25, UINT16);
        one("interface-mtu", 26, UINT16);
        one("all-subnets-local", 27, BOOLEAN);
        one("broadcast-address", 28, IPV4_ADDRESS);
        one("perform-mask-discovery", 29, BOOLEAN);
        one("mask-supplier", 30, BOOLEAN);
        one("router-discovery", 31, BOOLEAN);
        one("router-solicitation-address", 32, IPV4_ADDRESS);
        array("static-routes", 33, IPV4_ADDRESS);
        one("trailer-encapsulation", 34, BOOLEAN);
        one("arp-cache-timeout", 35, UINT32);
        one("ieee802-3-encapsulation", 36, BOOLEAN);
        one("default-tcp-ttl", 37, UINT8);
        one("tcp-keepalive-interval", 38, UINT32);
        one("tcp-keepalive-garbage", 39, BOOLEAN);
        one("nis-domain", 40, STRING);
        array("nis-servers", 41, IPV4_ADDRESS);
        array("ntp-servers", 42, IPV4_ADDRESS);
        container("vendor-encapsulated-options", 43, OptionTable.VENDOR_ENCAPSULATED);
        array("netbios-name-servers", 44, IPV4_ADDRESS);
        array("netbios-dd-server", 45, IPV4_ADDRESS);
        one("netbios-node-type", 46, UINT8);
        one("netbios-scope", 47, STRING);
        array("font-servers", 48, IPV4_ADDRESS);
        array("x-display-manager", 49, IPV4_ADDRESS);
        one("dhcp-requested-address", 50, IPV4_ADDRESS);
        one("dhcp-lease-time", 51, UINT32);
        one("dhcp-option-overload", 52, UINT8);
        one("dhcp-message-type", 53, UINT8);
        one("dhcp-server-identifier", 54, IPV4_ADDRESS);
        array("dhcp-parameter-request-list", 55, UINT8);
        one("dhcp-message", 56, STRING);
        one("dhcp-max-message-size", 57, UINT16);
        one("dhcp-renewal-time", 58, UINT32);
        one("dhcp-rebinding-time", 59, UINT32);
        one("vendor-class-identifier", 60, STRING);
        one("dhcp-client-identifier", 61, BINARY);
        one("nwip-domain-name", 62, STRING);
        one("nwip-suboptions", 63, BINARY);
        one("nisplus-domain-name", 64, STRING);
        array("nisplus-servers", 65, IPV4_ADDRESS);
        one("tftp-server-name", 66, STRING);
        one("boot-file-name", 67, STRING);
        array("mobile-ip-home-agent", 68, IPV4_ADDRESS);
        array("smtp-server", 69, IPV4_ADDRESS);
        array("pop-server", 70, IPV4_ADDRESS);
        array("nntp-server", 71, IPV4_ADDRESS);
        array("www-server", 72, IPV4_ADDRESS);
        array("finger-server", 73, IPV4_ADDRESS);
        array("irc-server", 74, IPV4_ADDRESS);
        array("streettalk-server", 75, IPV4_ADDRESS);
        array("streettalk-directory-assistance-server", 76, IPV4_ADDRESS);
    }

    private void later() {
        one("user-class", 77, BINARY); // RFC 3004
        record("slp-directory-agent", 78, true, BOOLEAN, IPV4_ADDRESS); // RFC 2610
        record("slp-service-scope", 79, false, BOOLEAN, STRING); // RFC 2610
        record("fqdn", 81, false, UINT8, UINT8, UINT8, FQDN); // RFC 4702
        container("dhcp-agent-options", 82, OptionTable.RELAY_AGENT); // RFC 3046
        array("nds-servers", 85, IPV4_ADDRESS); // RFC 2241
        one("nds-tree-name", 86, STRING);
        one("nds-context", 87, STRING);
        array("bcms-controller-names", 88, FQDN); // RFC 4280
        array("bcms-controller-address", 89, IPV4_ADDRESS);
        one("authenticate", 90, BINARY); // RFC 3118
        one("client-last-transaction-time", 91, UINT32); // RFC 4388
        array("associated-ip", 92, IPV4_ADDRESS);
        array("client-system", 93, UINT16); // RFC 4578
        record("client-ndi", 94, false, UINT8, UINT8, UINT8);
        record("uuid-guid", 97, false, UINT8, BINARY);
        one("uap-servers", 98, STRING); // RFC 2485
        one("geoconf-civic", 99, BINARY); // RFC 4776
        one("pcode", 100, STRING); // RFC 4833
        one("tcode", 101, STRING);
        one("v6-only-preferred", 108, UINT32); // RFC 8925
        array("netinfo-server-address", 112, IPV4_ADDRESS); // RFC 3679
        one("netinfo-server-tag", 113, STRING);
        one("v4-captive-portal", 114, STRING); // RFC 8910
        one("auto-config", 116, UINT8); // RFC 2563
        array("name-service-search", 117, UINT16); // RFC 2937
        one("subnet-selection", 118, IPV4_ADDRESS); // RFC 3011
        array("domain-search", 119, FQDN); // RFC 3397
        one("classless-static-route", 121, INTERNAL); // RFC 3442
        container("cablelabs-client-conf", 122, OptionTable.CABLELABS); // RFC 3495
        record("vivco-suboptions", 124, false, UINT32, BINARY); // RFC 3925
        one("vivso-suboptions", 125, UINT32);
        array("pana-agent", 136, IPV4_ADDRESS); // RFC 5192
        one("v4-lost", 137, FQDN); // RFC 5223
        array("capwap-ac-v4", 138, IPV4_ADDRESS); // RFC 5417
        array("sip-ua-cs-domains", 141, FQDN); // RFC 6011
        array("v4-sztp-redirect", 143, TUPLE); // RFC 8572
        record("rdnss-selection", 146, true, UINT8, IPV4_ADDRESS, IPV4_ADDRESS, FQDN); // RFC 6731
        record("status-code", 151, false, UINT8, STRING); // RFC 6926
        one("base-time", 152, UINT32);
        one("start-time-of-state", 153, UINT32);
        one("query-start-time", 154, UINT32);
        one("query-end-time", 155, UINT32);
        one("dhcp-state", 156, UINT8);
        one("data-source", 157, UINT8);
        record("v4-portparams", 159, false, UINT8, PSID); // RFC 7618
        one("v4-dnr", 162, INTERNAL); // RFC 9463
        record("option-6rd", 212, true, UINT8, UINT8, IPV6_ADDRESS, IPV4_ADDRESS); // RFC 5969
        one("v4-access-domain", 213, FQDN); // RFC 5986
    }

    private void relayAgent() {
        space = OptionTable.RELAY_AGENT;
        one("circuit-id", 1, BINARY); // RFC 3046
        one("remote-id", 2, BINARY);
        one("docsis-device-class", 4, UINT32); // RFC 3256
        one("link-selection", 5, IPV4_ADDRESS); // RFC 3527
        one("subscriber-id", 6, STRING); // RFC 3993
        one("radius", 7, BINARY); // RFC 4014
        one("auth", 8, BINARY); // RFC 4030
        one("vendor-specific-info", 9, BINARY); // RFC 4243
        one("relay-flags", 10, UINT8); // RFC 5010
        one("server-id-override", 11, IPV4_ADDRESS); // RFC 5107
        one("relay-id", 12, BINARY); // RFC 6925
        one("access-techno-type", 13, UINT16); // RFC 7839
        one("access-network-name", 14, STRING);
        one("access-point-name", 15, STRING);
        one("access-point-bssid", 16, BINARY);
        one("operator-id", 17, UINT32);
        one("operator-realm", 18, STRING);
        one("relay-port", 19, UINT16); // RFC 8357
        one("virtual-subnet-select", 151, BINARY); // RFC 6607
        one("virtual-subnet-select-ctrl", 152, EMPTY);
    }

    private void cableLabs() {
        space = OptionTable.CABLELABS;
        one("tsp-primary-server", 1, IPV4_ADDRESS); // RFC 3495
        one("tsp-secondary-server", 2, IPV4_ADDRESS);
        record("tsp-as-parameters", 4, false, UINT32, UINT32, UINT32);
        record("tsp-ap-parameters", 5, false, UINT32, UINT32, UINT32);
        one("tsp-realm", 6, FQDN);
        one("tsp-use-tgt", 7, BOOLEAN);
        one("tsp-provisioning-timer", 8, UINT8);
        one("tsp-sct", 9, UINT16); // RFC 3594
        array("kdc-server", 10, IPV4_ADDRESS); // RFC 3634
        space = DOCSIS;
        array("oro", 1, UINT8);
        array("tftp-servers", 2, IPV4_ADDRESS);
    }

    private void one(String name, int code, OptionType type) {
        rows.add(new OptionDefinition(name, code, space, type, List.of(), false, ""));
    }

    private void array(String name, int code, OptionType type) {
        rows.add(new OptionDefinition(name, code, space, type, List.of(), true, ""));
    }

    private void record(String name, int code, boolean lastRepeats, OptionType... fields) {
        rows.add(new OptionDefinition(name, code, space, OptionType.RECORD, List.of(fields), lastRepeats, ""));
    }

    private void container(String name, int code, String encapsulated) {
        rows.add(new OptionDefinition(name, code, space, EMPTY, List.of(), false, encapsulated));
    }
}
