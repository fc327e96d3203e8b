package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.KeaPlace.of;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What classes say of lifetimes, offers and the server's own identifier; each story in a subnet of its own. */
class KeaClassTermComparisonTests {

    private static final Ipv4Address SELF = Ipv4Address.parse("127.0.0.9");

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(
                """
                "client-classes": [
                  { "name": "fixed", "test": "option[60].text == 'fixed'", "valid-lifetime": 1000 },
                  { "name": "bounded", "test": "substring(option[60].text, 0, 7) == 'bounded'", "valid-lifetime": 1000,
                    "min-valid-lifetime": 900, "max-valid-lifetime": 1100 },
                  { "name": "late", "test": "option[60].text == 'bounded2'", "valid-lifetime": 2000 },
                  { "name": "most", "test": "option[60].text == 'most'", "max-valid-lifetime": 1200 },
                  { "name": "self", "test": "option[60].text == 'self'",
                    "option-data": [ { "name": "dhcp-server-identifier", "data": "127.0.0.9" } ] },
                  { "name": "offered", "test": "option[60].text == 'offered'", "offer-lifetime": 60 } ],
                """,
                IntStream.rangeClosed(20, 27)
                        .mapToObj(
                                "{ \"id\": %1$d, \"subnet\": \"127.%1$d.0.0/24\", \"pools\": [ { \"pool\": \"127.%1$d.0.10-127.%1$d.0.11\" } ] }"
                                        ::formatted)
                        .toList());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    @Test
    void timesOfAClass() {
        KeaPlace p = new KeaPlace(20);
        both.tell(server -> {
                    server.tell(of("fixed", p.discover(1)));
                    server.tell(of("fixed", p.selecting(1, 10)).option(OptionCode4.LEASE_TIME, 5000));
                    server.tell(of("fixed", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 700));
                    server.tell(p.renewing(1, 10).option(OptionCode4.LEASE_TIME, 700));
                })
                .same();
    }

    @Test
    void boundsOfTimesOfAClass() {
        KeaPlace p = new KeaPlace(21);
        both.tell(server -> {
                    server.tell(of("bounded", p.selecting(1, 10)));
                    server.tell(of("bounded", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 950));
                    server.tell(of("bounded", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 5000));
                    server.tell(of("bounded", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 5));
                })
                .same();
    }

    @Test
    void theFirstOfTwoClassesSaysTheTime() {
        KeaPlace p = new KeaPlace(22);
        both.tell(server -> {
                    server.tell(of("bounded2", p.selecting(1, 10)));
                    server.tell(of("bounded2", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 2000));
                })
                .same();
    }

    @Test
    void aClassThatSaysTheLongestTimeOnly() {
        KeaPlace p = new KeaPlace(23);
        both.tell(server -> {
                    server.tell(of("most", p.selecting(1, 10)));
                    server.tell(of("most", p.renewing(1, 10)).option(OptionCode4.LEASE_TIME, 5000));
                })
                .same();
    }

    @Test
    void anOfferThatIsKept() {
        KeaPlace p = new KeaPlace(24);
        both.tell(server -> {
                    server.tell(of("offered", p.discover(1)));
                    server.tell(of("offered", p.selecting(1, 10)));
                    server.tell(p.discover(2));
                })
                .same();
    }

    @Test
    void aServerIdentifierOfAClass() {
        KeaPlace p = new KeaPlace(25);
        both.tell(server -> {
                    server.tell(of("self", p.discover(1)));
                    server.tell(of("self", p.selecting(1, 10)));
                    server.tell(of("self", p.renewing(1, 10)));
                })
                .same();
    }

    @Test
    void whoIsAddressedByIt() {
        KeaPlace p = new KeaPlace(26);
        both.tell(server -> {
                    server.tell(of("self", p.at(named(p, 1, 10))));
                    server.tell(of("self", p.at(p.client(1).renewing("127.26.0.10"))));
                    server.tell(of(
                            "self",
                            p.at(p.client(1).release("127.26.0.10").option(OptionCode4.SERVER_IDENTIFIER, SELF))));
                    server.pass(2); // to Kea a lease is over when its last second is
                    server.tell(p.selecting(3, 10));
                })
                .same();
    }

    /** In Kea this is so with identifiers of subnets and networks only. */
    @Test
    void whoIsNotInTheClassAddressesUsStill() {
        KeaPlace p = new KeaPlace(27);
        both.tell(server -> server.tell(p.at(named(p, 2, 11)))).differs("1. answer: Holdfast DHCPACK, Kea silence");
    }

    private static Request4 named(KeaPlace p, int number, int host) {
        return p.client(number)
                .message(MessageType4.DHCPREQUEST)
                .option(OptionCode4.REQUESTED_ADDRESS, p.address(host))
                .option(OptionCode4.SERVER_IDENTIFIER, SELF);
    }
}
