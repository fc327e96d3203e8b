package io.holdfast.classify;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.classify.expression.Expression;
import io.holdfast.classify.expression.ExpressionException;
import io.holdfast.classify.expression.ExpressionParser;
import io.holdfast.classify.expression.ExpressionScope;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Classes of DHCPv4 for tests, and packets for them. */
final class Rules {

    /** For what is not asked here. */
    static final EvaluationFailures UNHEARD = (rule, why) -> {};

    final ClassNames names = new ClassNames();
    final List<ClassRule> rules = new ArrayList<>();
    private final ExpressionScope scope = ExpressionScope.open(Protocol.DHCP4, OptionTable.standard4(), names);

    Rules test(String name, String test) {
        return add(name, condition(test), false, false);
    }

    Rules afterKnown(String name, String test) {
        return add(name, condition(test), false, true);
    }

    Rules additional(String name, @Nullable String test) {
        return add(name, test == null ? null : condition(test), true, false);
    }

    Rules template(String name, String test) {
        try {
            return add(name, ExpressionParser.term(test, scope), false, false);
        } catch (ExpressionException e) {
            throw new AssertionError(test, e);
        }
    }

    private Expression condition(String test) {
        try {
            return ExpressionParser.condition(test, scope);
        } catch (ExpressionException e) {
            throw new AssertionError(test, e);
        }
    }

    private Rules add(String name, @Nullable Expression test, boolean additional, boolean known) {
        rules.add(new ClassRule(names.id(name), test, additional, known, "the test of " + name));
        return this;
    }

    Classifier classifier() {
        return new Classifier(names, OptionTable.standard4(), Map.of(), rules);
    }

    List<String> names(ClientClasses classes) {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            list.add(names.name(classes.get(i)));
        }
        return list;
    }

    static PacketFacts packet(UnaryOperator<Request4> options) {
        Request4 request = Request4.of(MessageType4.DHCPDISCOVER, 7, HardwareAddress.parse("02:00:00:00:00:07"));
        byte[] bytes = options.apply(request).toBytes();
        Ipv4Address address = Ipv4Address.parse("192.0.2.1");
        try {
            return new PacketFacts.Of4(Message4.read(bytes, bytes.length), "eth0", address, address, bytes.length);
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }
}
