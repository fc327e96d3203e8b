package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.v6.Request6;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The feature {@code libdhcp_flex_option} in DHCPv6. */
class FlexOption6Tests {

    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::c1");

    private static World6 world(String options, String members) {
        return new World6(World6.server("""
                "hooks-libraries": [ { "library": "libdhcp_flex_option.so", "parameters": { "options": [ %s ] } } ],
                "client-classes": [ { "name": "gold", "test": "option[2000].hex == 'gold'" } ],
                "option-def": [ { "name": "box", "code": 1005, "type": "empty", "encapsulate": "inner" } ], %s
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::1ff" } ] } ]""".formatted(options, members)));
    }

    private static Request6 solicit(@Nullable String word) {
        Request6 request = Client6.of(1).solicit().requesting(23, 59, 1000, 1005);
        return word == null ? request : request.option(2000, word);
    }

    private static byte @Nullable [] answer(World6 world, Request6 request, int code) {
        return world.send(request).view().message().option(code);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void anOptionIsAddedUnlessItIsThereOrTheExpressionIsEmpty() {
        String add = "{ \"code\": 1000, \"add\": \"option[2000].hex\" }";
        assertThat(answer(world(add, ""), solicit("word"), 1000)).isEqualTo(text("word"));
        assertThat(answer(world(add, ""), solicit(null), 1000)).isNull();
        String there = "\"option-data\": [ { \"code\": 1000, \"csv-format\": false, \"data\": \"07\" } ],";
        assertThat(answer(world(add, there), solicit("word"), 1000)).containsExactly(7);
    }

    @Test
    void anOptionIsSupersededByWhatItsTextSays() {
        World6 world = world(
                "{ \"name\": \"dns-servers\", \"csv-format\": true, \"supersede\": \"option[2000].hex\" }",
                "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::1, 2001:db8::2\" } ],");
        assertThat(answer(world, solicit("2001:db8::53"), 23))
                .isEqualTo(Ipv6Address.parse("2001:db8::53").toBytes());
        assertThat(answer(world, solicit(null), 23)).hasSize(32);
    }

    @Test
    void anOptionIsRemovedWhereTheExpressionHolds() {
        World6 world = world(
                "{ \"code\": 59, \"remove\": \"option[2000].hex == 'none'\" }",
                "\"option-data\": [ { \"name\": \"bootfile-url\", \"data\": \"http://[2001:db8::1]/\" } ],");
        assertThat(answer(world, solicit("none"), 59)).isNull();
        assertThat(answer(world, solicit("some"), 59)).isEqualTo(text("http://[2001:db8::1]/"));
    }

    @Test
    void itIsForAClass() {
        World6 world = world("{ \"code\": 1000, \"add\": \"'shiny'\", \"client-class\": \"gold\" }", "");
        assertThat(answer(world, solicit("gold"), 1000)).isEqualTo(text("shiny"));
        assertThat(answer(world, solicit("lead"), 1000)).isNull();
    }

    @Test
    void whatARelaySaysCanBeRead() {
        World6 world = world("{ \"code\": 1000, \"supersede\": \"relay6[0].option[18].hex\" }", "");
        Request6 relayed = solicit(null)
                .relayedBy(Ipv6Address.parse("2001:db8:1::1"), PEER)
                .relayOption(18, text("port-7"));
        assertThat(world.send(relayed, World6.relayed()).view().message().option(1000))
                .isEqualTo(text("port-7"));
    }

    @Test
    void theSubOptionsOfAVendorHaveTwoBytesOfCodeAndOfLength() {
        World6 world = world("""
                { "code": 17, "sub-options": [ { "code": 5, "space": "vendor-4491", "add": "'ab'" },
                  { "code": 1, "space": "vendor-4491", "add": "option[2000].hex" } ] }""", "");
        assertThat(answer(world, solicit("x"), 17))
                .containsExactly(0, 0, 0x11, 0x8b, 0, 1, 0, 1, 'x', 0, 5, 0, 2, 'a', 'b');
        assertThat(answer(world, solicit(null), 17)).containsExactly(0, 0, 0x11, 0x8b, 0, 5, 0, 2, 'a', 'b');
    }

    @Test
    void aContainerThatIsEmptiedGoes() {
        World6 world = world(
                "{ \"code\": 1005, \"sub-options\": [ { \"code\": 1, \"space\": \"inner\", \"remove\": \"option[2000].hex == 'none'\" } ] }",
                "\"option-data\": [ { \"name\": \"box\" }, { \"code\": 1, \"space\": \"inner\", \"csv-format\": false, \"data\": \"09\" } ],");
        assertThat(answer(world, solicit("some"), 1005)).containsExactly(0, 1, 0, 1, 9);
        assertThat(answer(world, solicit("none"), 1005)).isNull();
    }

    /** The answer goes out as it is by then. */
    @Test
    void oneThatFailsEndsIt() {
        World6 world = world("""
                { "name": "dns-servers", "csv-format": true, "supersede": "option[2000].hex" },
                { "code": 1000, "add": "'late'" }, { "code": 8, "add": "'early'" }""", "");
        World6.Result result = world.send(solicit("no address"));
        assertThat(result.view().message().option(8)).isEqualTo(text("early"));
        assertThat(result.view().message().option(1000)).isNull();
        assertThat(result.view().ia(IaType.NA, 1).leases()).hasSize(1);
    }
}
