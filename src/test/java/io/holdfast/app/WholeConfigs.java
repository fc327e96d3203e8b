package io.holdfast.app;

import io.holdfast.address.Protocol;

/** Configurations with something of everything that a configuration database can have, all of whose names are made up. */
final class WholeConfigs {

    private static final String LINK = """
            "interface": "lo", "client-classes": [ "gold", "known" ], "evaluate-additional-classes": [ "late" ],
            "renew-timer": 900, "rebind-timer": 1800, "calculate-tee-times": true, "t1-percent": 0.25, "t2-percent": 0.5,
            "valid-lifetime": 3600, "min-valid-lifetime": 3000, "max-valid-lifetime": 7200, "cache-threshold": 0.125,
            "cache-max-age": 1000, "reservations-global": false, "reservations-in-subnet": true,
            "reservations-out-of-pool": false, "allocator": "random", "user-context": { "floor": [ 1, 2.5 ] }""";

    private static final String LINK_4 = LINK + """
            , "relay": { "ip-addresses": [ "192.0.2.3" ] }, "match-client-id": true, "authoritative": false,
            "next-server": "192.0.2.2", "server-hostname": "boot", "boot-file-name": "/file", "offer-lifetime": 60""";

    private static final String LINK_6 = LINK + """
            , "relay": { "ip-addresses": [ "2001:db8::3" ] }, "preferred-lifetime": 1800, "min-preferred-lifetime": 1000,
            "max-preferred-lifetime": 3000, "rapid-commit": true, "pd-allocator": "iterative\"""";

    private static final String GLOBALS = """
            "valid-lifetime": 4000, "renew-timer": 1000, "rebind-timer": 2000, "calculate-tee-times": true,
            "decline-probation-period": 777, "t1-percent": 0.5,
            "expired-leases-processing": { "hold-reclaimed-time": 1800, "max-reclaim-leases": 50 },
            "sanity-checks": { "lease-checks": "warn" }, "multi-threading": { "enable-multi-threading": true, "thread-pool-size": 2 },
            """;

    private WholeConfigs() {}

    /** @param more members of the object, each followed by a comma */
    static String of(Protocol protocol, String more) {
        return switch (protocol) {
            case DHCP4 -> four(more);
            case DHCP6 -> six(more);
        };
    }

    private static String four(String more) {
        return """
            { "Dhcp4": { %s %s "authoritative": true, "boot-file-name": "globally",
              "interfaces-config": { "interfaces": [ ] },
              "lease-database": { "type": "memfile", "persist": false, "name": "x" },
              "option-def": [ { "name": "sight", "code": 230, "type": "uint8" },
                              { "name": "pair", "code": 231, "type": "record", "record-types": "uint16, string" },
                              { "name": "inner", "code": 1, "space": "box", "type": "ipv4-address", "array": true },
                              { "name": "outer", "code": 232, "type": "empty", "encapsulate": "box" } ],
              "option-data": [ { "name": "domain-name-servers", "data": "192.0.2.1, 192.0.2.2" },
                               { "name": "sight", "data": "7", "always-send": true },
                               { "name": "pair", "data": "5, five" },
                               { "name": "inner", "space": "box", "data": "192.0.2.5, 192.0.2.6" },
                               { "code": 233, "data": "0a0b", "csv-format": false },
                               { "name": "domain-name", "data": "gold.example.org", "client-classes": [ "gold" ] } ],
              "client-classes": [
                { "name": "known", "test": "member('KNOWN')" },
                { "name": "gold", "test": "member('known') and option[60].exists", "valid-lifetime": 600,
                  "next-server": "192.0.2.9", "server-hostname": "h", "boot-file-name": "f",
                  "option-def": [ { "name": "vendor", "code": 225, "type": "string" } ],
                  "option-data": [ { "name": "vendor", "data": "x" }, { "name": "routers", "data": "192.0.2.254" } ] },
                { "name": "late", "test": "member('gold')", "only-in-additional-list": true,
                  "user-context": { "why": "shown" } } ],
              "shared-networks": [
                { "name": "floor", %s, "option-data": [ { "name": "routers", "data": "192.0.2.253" } ],
                  "subnet4": [ { "id": 5, "subnet": "192.0.2.0/24", %s,
                     "option-data": [ { "name": "routers", "data": "192.0.2.252" } ],
                     "pools": [ { "pool": "192.0.2.10-192.0.2.20", "client-classes": [ "gold" ],
                                  "evaluate-additional-classes": [ "late" ], "user-context": { "a": 1 },
                                  "option-data": [ { "name": "sight", "data": "9" } ] },
                                { "pool": "192.0.2.64/26" } ] },
                               { "id": 6, "subnet": "198.51.100.0/24" } ] },
                { "name": "empty" } ],
              "subnet4": [ { "subnet": "203.0.113.0/24", "id": 4294967294,
                             "pools": [ { "pool": "203.0.113.1 - 203.0.113.9" } ],
                             "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "203.0.113.5" } ] },
                           { "subnet": "10.0.0.0/8", "id": 7 } ] } }
            """.formatted(more, GLOBALS, LINK_4, LINK_4);
    }

    private static String six(String more) {
        return """
            { "Dhcp6": { %s %s "preferred-lifetime": 3000,
              "interfaces-config": { "interfaces": [ ] },
              "lease-database": { "type": "memfile", "persist": false, "name": "x" },
              "option-def": [ { "name": "sight", "code": 1230, "type": "uint8" },
                              { "name": "inner", "code": 1, "space": "box", "type": "ipv6-address", "array": true } ],
              "option-data": [ { "name": "dns-servers", "data": "2001:db8::1, 2001:db8::2" },
                               { "name": "sight", "data": "7", "always-send": true },
                               { "name": "inner", "space": "box", "data": "2001:db8::5" },
                               { "code": 1233, "data": "0a0b", "csv-format": false } ],
              "client-classes": [
                { "name": "known", "test": "member('KNOWN')" },
                { "name": "gold", "test": "member('known') and option[16].exists", "valid-lifetime": 600,
                  "preferred-lifetime": 500, "option-data": [ { "name": "dns-servers", "data": "2001:db8::7" } ] },
                { "name": "late", "test": "member('gold')", "only-in-additional-list": true,
                  "user-context": { "why": "shown" } } ],
              "shared-networks": [
                { "name": "floor", %s, "option-data": [ { "name": "dns-servers", "data": "2001:db8::8" } ],
                  "subnet6": [ { "id": 5, "subnet": "2001:db8:1::/48", %s,
                     "option-data": [ { "name": "dns-servers", "data": "2001:db8::9" } ],
                     "pools": [ { "pool": "2001:db8:1::10-2001:db8:1::20", "client-classes": [ "gold" ],
                                  "option-data": [ { "name": "sight", "data": "9" } ] } ],
                     "pd-pools": [ { "prefix": "2001:db8:8::", "prefix-len": 56, "delegated-len": 64,
                                     "excluded-prefix": "2001:db8:8:0:80::", "excluded-prefix-len": 72,
                                     "client-classes": [ "gold" ], "user-context": { "a": 1 },
                                     "option-data": [ { "name": "sight", "data": "3" } ] } ] },
                               { "id": 6, "subnet": "2001:db8:2::/48" } ] },
                { "name": "empty" } ],
              "subnet6": [ { "subnet": "2001:db8:3::/48", "id": 4294967294, "interface-id": "port",
                             "reservations": [ { "duid": "00:01", "ip-addresses": [ "2001:db8:3::5" ] } ] },
                           { "subnet": "2001:db8:4::/48", "id": 7 } ] } }
            """.formatted(more, GLOBALS, LINK_6, LINK_6);
    }
}
