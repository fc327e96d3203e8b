package io.holdfast.outage;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The commands of configuration databases with arguments, in an order in which they succeed one after the other. */
final class RemoteTries {

    private static final String ALL = ", \"server-tags\": [ \"all\" ]";
    private static final String SERVER = "\"servers\": [ { \"server-tag\": \"tried\" } ]";
    private static final String DEFINED = "\"option-defs\": [ { \"code\": 222, \"space\": \"dhcp4\"%s } ]";
    private static final String CLASS = "\"client-classes\": [ { \"name\": \"tried\" } ]";
    private static final String NETWORK = "\"shared-networks\": [ { \"name\": \"remote\" } ]";
    private static final String SUBNET = "\"subnets\": [ { \"id\": 97 } ]";
    private static final String PREFIX = "\"subnets\": [ { \"subnet\": \"203.0.113.0/24\" } ]";
    private static final String POOL = "\"pools\": [ { \"pool\": \"203.0.113.10-203.0.113.99\" } ]";
    private static final String OPTION = ", \"options\": [ { \"code\": 6, \"data\": \"192.0.2.53\" } ]";
    private static final String KEY = ", \"options\": [ { \"code\": 6 } ]";

    private static final Map<String, String> ORDER = new LinkedHashMap<>();
    private static final Set<String> CHANGES = new HashSet<>();

    static {
        change("remote-server4-set", SERVER);
        change("remote-global-parameter4-set", "\"parameters\": { \"renew-timer\": 900 }" + ALL);
        change(
                "remote-option-def4-set",
                DEFINED.formatted(", \"name\": \"tried\", \"type\": \"string\", \"array\": false") + ALL);
        change("remote-option4-global-set", OPTION.substring(2) + ALL);
        change("remote-class4-set", CLASS + ALL);
        change("remote-network4-set", NETWORK + ALL);
        change(
                "remote-subnet4-set",
                "\"subnets\": [ { \"id\": 97, \"subnet\": \"203.0.113.0/24\", \"shared-network-name\": \"remote\", "
                        + POOL + " } ]" + ALL);
        change("remote-option4-network-set", NETWORK + OPTION);
        change("remote-option4-subnet-set", SUBNET + OPTION);
        change("remote-option4-pool-set", POOL + OPTION);

        ask("remote-server4-get", SERVER);
        ask("remote-server4-get-all", "");
        ask("remote-global-parameter4-get", "\"parameters\": [ \"renew-timer\" ]" + ALL);
        ask("remote-global-parameter4-get-all", ALL.substring(2));
        ask("remote-option-def4-get", DEFINED.formatted("") + ALL);
        ask("remote-option-def4-get-all", ALL.substring(2));
        ask("remote-option4-global-get", KEY.substring(2) + ALL);
        ask("remote-option4-global-get-all", ALL.substring(2));
        ask("remote-class4-get", CLASS);
        ask("remote-class4-get-all", ALL.substring(2));
        ask("remote-network4-get", NETWORK);
        ask("remote-network4-list", ALL.substring(2));
        ask("remote-subnet4-get-by-id", SUBNET);
        ask("remote-subnet4-get-by-prefix", PREFIX);
        ask("remote-subnet4-list", ALL.substring(2));

        change("remote-option4-pool-del", POOL + KEY);
        change("remote-option4-subnet-del", SUBNET + KEY);
        change("remote-option4-network-del", NETWORK + KEY);
        change("remote-subnet4-del-by-id", SUBNET);
        change("remote-subnet4-del-by-prefix", PREFIX);
        change("remote-network4-del", NETWORK);
        change("remote-class4-del", CLASS);
        change("remote-option4-global-del", KEY.substring(2) + ALL);
        change("remote-option-def4-del", DEFINED.formatted("") + ALL);
        change("remote-global-parameter4-del", "\"parameters\": [ \"renew-timer\" ]" + ALL);
        change("remote-server4-del", SERVER);
    }

    private RemoteTries() {}

    private static void change(String name, String arguments) {
        CHANGES.add(name);
        ORDER.put(name, "{ " + arguments + " }");
    }

    private static void ask(String name, String arguments) {
        ORDER.put(name, "{ " + arguments + " }");
    }

    /** All of them. */
    static Map<String, String> inOrder() {
        return Collections.unmodifiableMap(ORDER);
    }

    static boolean isChange(String name) {
        return CHANGES.contains(name);
    }
}
