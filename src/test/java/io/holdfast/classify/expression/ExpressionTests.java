package io.holdfast.classify.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.Classifier;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.classify.option.Bytes;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What expressions yield, operator by operator, for one packet of each protocol. */
class ExpressionTests {

    @TestFactory
    Stream<DynamicTest> ofDhcp4() throws MalformedPacketException, ConfigException {
        byte[] packet = ExpressionCases4.packet(Ipv4Address.parse("127.0.10.1"));
        Ipv4Address loopback = Ipv4Address.parse("127.0.0.1");
        PacketFacts facts =
                new PacketFacts.Of4(Message4.read(packet, packet.length), "lo", loopback, loopback, packet.length);
        String config = "{ \"Dhcp4\": { " + ExpressionCases4.DEFINITIONS + " \"subnet4\": [] } }";
        OptionTable options = Objects.requireNonNull(
                        ConfigCompiler.compile(config, "classes.json").dhcp4())
                .definitions();
        return tests(ExpressionCases4.cases(), Protocol.DHCP4, options, facts);
    }

    @TestFactory
    Stream<DynamicTest> ofDhcp6() throws MalformedPacketException {
        byte[] packet = ExpressionCases6.packet();
        PacketFacts facts = new PacketFacts.Of6(
                Message6.read(packet, packet.length),
                "srv0",
                Ipv6Address.parse("2001:db8:ffff::c"),
                Ipv6Address.parse("2001:db8:ffff::1"),
                packet.length);
        return tests(ExpressionCases6.cases(), Protocol.DHCP6, OptionTable.standard6(), facts);
    }

    private static Stream<DynamicTest> tests(
            List<ExpressionCase> cases, Protocol protocol, OptionTable options, PacketFacts packet) {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.expression(), () -> check(one, protocol, options, packet)));
    }

    private static void check(ExpressionCase one, Protocol protocol, OptionTable options, PacketFacts packet)
            throws ExpressionException, EvaluationException {
        ClassNames names = new ClassNames();
        ExpressionScope scope = ExpressionScope.open(protocol, options, names);
        String claim = one.fails() ? one.expression() : one.claim();
        Expression expression = one.fails() ? either(claim, scope) : ExpressionParser.condition(claim, scope);
        ClientClasses classes = new ClientClasses();
        new Classifier(names, options, Map.of(), List.of()).begin(packet, classes, (rule, why) -> {});
        Evaluation evaluation = new Evaluation(packet, classes, OptionLookup.beforeClasses(options));
        if (one.fails()) {
            assertThatThrownBy(() -> value(expression, evaluation)).isInstanceOf(EvaluationException.class);
        } else if (one.isCondition()) {
            assertThat(value(expression, evaluation)).isEqualTo("true");
        } else {
            String value = evaluation.bytes(ExpressionParser.term(one.expression(), scope));
            assertThat(value).as(Bytes.of(Bytes.toArray(value))).isEqualTo(one.bytes());
            assertThat(value(expression, evaluation)).isEqualTo("true");
        }
    }

    private static Expression either(String text, ExpressionScope scope) throws ExpressionException {
        try {
            return ExpressionParser.term(text, scope);
        } catch (ExpressionException e) {
            return ExpressionParser.condition(text, scope);
        }
    }

    private static String value(Expression expression, Evaluation evaluation) throws EvaluationException {
        return switch (expression) {
            case Expression.Condition condition -> String.valueOf(evaluation.holds(condition));
            case Expression.Term term -> evaluation.bytes(term);
        };
    }

    /** Clients choose what is matched; a pattern with too many ways to try would hold up a lane for minutes. */
    @Test
    void aMatchThatWouldTakeForEverHasNoValue()
            throws ExpressionException, EvaluationException, MalformedPacketException {
        byte[] packet = ExpressionCases6.packet();
        PacketFacts facts = new PacketFacts.Of6(
                Message6.read(packet, packet.length), "srv0", Ipv6Address.parse("::1"), Ipv6Address.parse("::1"), 1);
        ExpressionScope scope = ExpressionScope.open(Protocol.DHCP6, OptionTable.standard6(), new ClassNames());
        Expression.Condition condition =
                ExpressionParser.condition("match('a*a*a*a*a*a*a*b', '" + "a".repeat(250) + "')", scope);
        Evaluation evaluation =
                new Evaluation(facts, new ClientClasses(), OptionLookup.beforeClasses(OptionTable.standard6()));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> evaluation.holds(condition)).isInstanceOf(EvaluationException.class));
        assertThat(evaluation.holds(ExpressionParser.condition("match('a*', '" + "a".repeat(5000) + "')", scope)))
                .isTrue();
    }

    /** As many as a datagram holds: a description of all would fill the stack and more memory than the lane has. */
    @Test
    void associationsInAssociationsAreTakenApartToACertainDepth()
            throws ExpressionException, EvaluationException, MalformedPacketException {
        ByteBuffer nested = ByteBuffer.allocate(65_000);
        while (nested.remaining() > 16) {
            nested.putShort((short) 3)
                    .putShort((short) (nested.remaining() - 2))
                    .put(new byte[12]);
        }
        byte[] payload = Arrays.copyOfRange(nested.array(), 4, nested.capacity());
        byte[] packet = Request6.of(MessageType6.SOLICIT, 1).option(3, payload).toBytes();
        PacketFacts facts = new PacketFacts.Of6(
                Message6.read(packet, packet.length), "srv0", Ipv6Address.parse("::1"), Ipv6Address.parse("::1"), 1);
        ExpressionScope scope = ExpressionScope.open(Protocol.DHCP6, OptionTable.standard6(), new ClassNames());
        Evaluation evaluation =
                new Evaluation(facts, new ClientClasses(), OptionLookup.beforeClasses(OptionTable.standard6()));
        assertThat(evaluation.bytes(ExpressionParser.term("option[3].hex", scope)))
                .hasSize(payload.length);
        assertThat(evaluation.bytes(ExpressionParser.term("option[3].text", scope)))
                .hasSizeLessThan(300_000);
    }
}
