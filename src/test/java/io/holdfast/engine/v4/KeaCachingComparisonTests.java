package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lease caching, told by the time that a client hears: what is left of its lease, or all of it anew. Each story in a subnet
 * of its own, the same for Kea and for Holdfast but for a second.
 */
class KeaCachingComparisonTests {

    private static final int SUBNETS = 25;

    /** Long enough to be told from a second's difference. */
    private static final int LATER = 3;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(
                """
                "client-classes": [ { "name": "phone", "test": "option[60].text == 'phone'", "valid-lifetime": 1200 } ],
                """,
                IntStream.rangeClosed(1, SUBNETS)
                        .mapToObj(KeaCachingComparisonTests::subnet)
                        .toList());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String subnet(int n) {
        String own = switch (n) {
            case 2 -> "\"cache-threshold\": 0.25, \"cache-max-age\": 1,";
            case 3 -> "\"cache-threshold\": 0.25, \"cache-max-age\": 600,";
            case 4 -> "\"cache-threshold\": 0.0,";
            case 5 -> "\"cache-threshold\": 0.25, \"cache-max-age\": 0,";
            case 6 ->
                "\"cache-threshold\": 0.01, \"valid-lifetime\": 100, \"min-valid-lifetime\": 100, \"max-valid-lifetime\": 100,";
            case 7 -> "\"cache-threshold\": 0.25, \"valid-lifetime\": 4294967295, \"max-valid-lifetime\": 4294967295,";
            case 8 -> "\"cache-threshold\": 0.25, \"calculate-tee-times\": true,";
            case 9 -> "\"cache-threshold\": 0.25, \"renew-timer\": 1000, \"rebind-timer\": 2000,";
            case 10 -> "\"cache-threshold\": 0.25, \"match-client-id\": false,";
            case 11 -> "\"cache-threshold\": 0.25, \"store-extended-info\": true,";
            case 12 -> "\"cache-threshold\": 0.25, \"ddns-replace-client-name\": \"always\",";
            case 13 ->
                "\"cache-threshold\": 0.25, \"reservations\": [ { \"hw-address\": \"%s\", \"ip-address\": \"127.13.0.5\" } ],"
                        .formatted(Client.of(131).hardware());
            default -> "\"cache-threshold\": 0.25,";
        };
        return "{ \"id\": %1$d, \"subnet\": \"127.%1$d.0.0/24\", %2$s \"pools\": [ { \"pool\": \"127.%1$d.0.10-127.%1$d.0.19\" } ] }"
                .formatted(n, own);
    }

    /** A subnet, by its relay, with its first client. */
    private record Place(int n) {

        Client client() {
            return Client.of(10 * n + 1);
        }

        Ipv4Address address(int host) {
            return Ipv4Address.parse("127." + n + ".0." + host);
        }

        Request4 at(Request4 request) {
            return request.relayedBy(address(1));
        }

        Request4 selecting(int host) {
            return selecting(client(), host);
        }

        Request4 selecting(Client client, int host) {
            return at(client.message(MessageType4.DHCPREQUEST)
                    .option(OptionCode4.REQUESTED_ADDRESS, address(host))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
        }

        Request4 renewing(int host) {
            return at(client().renewing(address(host).toString()));
        }

        /** Gets the address, comes back later in this way, and then plainly. */
        void comesBack(UnaryOperator<Request4> first, UnaryOperator<Request4> second) {
            both.tell(server -> {
                        server.tell(first.apply(selecting(10)));
                        server.pass(LATER);
                        server.tell(second.apply(renewing(10)));
                        server.tell(renewing(10));
                    })
                    .same(KeaComparison::isWithinASecond);
        }

        void comesBack() {
            comesBack(UnaryOperator.identity(), UnaryOperator.identity());
        }
    }

    private static UnaryOperator<Request4> option(int code, String text) {
        return request -> request.option(code, text);
    }

    private static UnaryOperator<Request4> relayed(byte... agentOptions) {
        return request -> request.option(OptionCode4.RELAY_AGENT_INFORMATION, agentOptions);
    }

    @Test
    void aYoungLeaseGoesOn() {
        new Place(1).comesBack();
    }

    /** Without it nothing here would show anything. */
    @Test
    void keaSaysWhatIsLeft() {
        Place p = new Place(25);
        Told told = both.tell(server -> {
            server.tell(p.selecting(10));
            server.pass(LATER);
            server.tell(p.renewing(10));
        });
        assertThat(told.kea().get(0)).containsEntry("option 51", "00:00:0e:10");
        assertThat(told.kea().get(1)).containsKey("option 51").doesNotContainEntry("option 51", "00:00:0e:10");
    }

    @Test
    void aLeaseOlderThanTheGreatestAgeIsExtended() {
        new Place(2).comesBack();
    }

    @Test
    void aLeaseYoungerThanTheGreatestAgeGoesOn() {
        new Place(3).comesBack();
    }

    @Test
    void withoutAThresholdALeaseIsExtended() {
        new Place(4).comesBack();
    }

    @Test
    void aGreatestAgeOfNothingIsNever() {
        new Place(5).comesBack();
    }

    @Test
    void aLeaseBeyondTheThresholdIsExtended() {
        new Place(6).comesBack();
    }

    @Test
    void aLeaseWithoutEndGoesOn() {
        new Place(7).comesBack();
    }

    @Test
    void timesOfRenewalAreSharesOfWhatIsLeft() {
        new Place(8).comesBack();
    }

    @Test
    void timesOfRenewalThatAreConfiguredStay() {
        new Place(9).comesBack();
    }

    @Test
    void anotherIdentifierWhereItDoesNotMatter() {
        Place p = new Place(10);
        both.tell(server -> {
                    server.tell(p.selecting(p.client().withId("01:02:03"), 10));
                    server.pass(LATER);
                    server.tell(p.at(p.client().withId("01:02:04").renewing("127.10.0.10")));
                    server.tell(p.renewing(10));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void whatTheRelayAddsIsTheSame() {
        new Place(11).comesBack(relayed((byte) 1, (byte) 1, (byte) 'a'), relayed((byte) 1, (byte) 1, (byte) 'a'));
    }

    @Test
    void aNameThatIsMadeIsWrittenEachTime() {
        new Place(12).comesBack(option(OptionCode4.HOST_NAME, "me"), option(OptionCode4.HOST_NAME, "me"));
    }

    @Test
    void aReservedAddress() {
        Place p = new Place(13);
        both.tell(server -> {
                    server.tell(p.selecting(5));
                    server.pass(LATER);
                    server.tell(p.renewing(5));
                    server.tell(p.at(p.client().discover()));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void theSameNameAgain() {
        new Place(14).comesBack(option(OptionCode4.HOST_NAME, "me"), option(OptionCode4.HOST_NAME, "me"));
    }

    @Test
    void anotherName() {
        new Place(15).comesBack(option(OptionCode4.HOST_NAME, "me"), option(OptionCode4.HOST_NAME, "you"));
    }

    @Test
    void anotherWish() {
        new Place(16).comesBack(UnaryOperator.identity(), request -> request.option(OptionCode4.LEASE_TIME, 1000));
    }

    @Test
    void theSameWish() {
        UnaryOperator<Request4> wish = request -> request.option(OptionCode4.LEASE_TIME, 1000);
        new Place(17).comesBack(wish, wish);
    }

    @Test
    void anotherClassWithATimeOfItsOwn() {
        new Place(18).comesBack(UnaryOperator.identity(), option(60, "phone"));
    }

    @Test
    void theClassHasATimeOfItsOwn() {
        new Place(19).comesBack(option(60, "phone"), option(60, "phone"));
    }

    @Test
    void offersAndWhatFollowsThem() {
        Place p = new Place(20);
        both.tell(server -> {
                    server.tell(p.selecting(10));
                    server.pass(LATER);
                    server.tell(p.at(p.client().discover()));
                    server.tell(p.selecting(10));
                    server.tell(p.at(p.client().discover()));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void aClientThatStartsAgain() {
        Place p = new Place(21);
        both.tell(server -> {
                    server.tell(p.selecting(10));
                    server.pass(LATER);
                    server.tell(p.at(p.client().rebooting("127.21.0.10")));
                    server.tell(p.at(p.client().message(MessageType4.DHCPREQUEST)));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void againAndAgain() {
        Place p = new Place(22);
        both.tell(server -> {
                    server.tell(p.selecting(10));
                    server.pass(LATER);
                    server.tell(p.renewing(10));
                    server.pass(LATER);
                    server.tell(p.renewing(10));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void givenBackAndTakenAgain() {
        Place p = new Place(23);
        both.tell(server -> {
                    server.tell(p.selecting(10));
                    server.tell(p.at(p.client().release("127.23.0.10"))
                            .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
                    server.pass(LATER);
                    server.tell(p.selecting(10));
                    server.tell(p.renewing(10));
                })
                .same(KeaComparison::isWithinASecond);
    }

    @Test
    void nobodyElseHasIt() {
        Place p = new Place(24);
        both.tell(server -> {
                    server.tell(p.selecting(10));
                    server.pass(LATER);
                    server.tell(p.selecting(Client.of(242), 10));
                    server.tell(p.renewing(10));
                })
                .same(KeaComparison::isWithinASecond);
    }
}
