package io.holdfast.classify.expression;

import static java.util.Map.entry;

import io.holdfast.address.Protocol;
import io.holdfast.classify.expression.Token.Kind;
import io.holdfast.classify.option.Bytes;
import io.holdfast.wire.OptionDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what is taken from a packet: {@code option[..]}, {@code relay4[..]}, {@code pkt4.mac}, {@code vendor[..]} and so on. */
final class AccessParser {

    private static final Set<String> FIRST_WORDS =
            Set.of("option", "relay4", "relay6", "pkt", "pkt4", "pkt6", "vendor", "vendor-class");

    private static final Map<String, PacketField> ANY_FIELDS = Map.of(
            "iface", PacketField.INTERFACE,
            "src", PacketField.SOURCE,
            "dst", PacketField.DESTINATION,
            "len", PacketField.LENGTH);

    private static final Map<String, PacketField> FIELDS_4 = Map.ofEntries(
            entry("mac", PacketField.MAC),
            entry("hlen", PacketField.HLEN),
            entry("htype", PacketField.HTYPE),
            entry("ciaddr", PacketField.CIADDR),
            entry("giaddr", PacketField.GIADDR),
            entry("yiaddr", PacketField.YIADDR),
            entry("siaddr", PacketField.SIADDR),
            entry("msgtype", PacketField.MESSAGE_TYPE),
            entry("transid", PacketField.TRANSACTION_ID));

    private static final Map<String, PacketField> FIELDS_6 =
            Map.of("msgtype", PacketField.MESSAGE_TYPE, "transid", PacketField.TRANSACTION_ID);

    private static final long UINT32 = 0xffff_ffffL;

    /** Of relays a message can have come through (RFC 3315 §5.5). */
    private static final int MAX_RELAYS = 32;

    private final TokenReader tokens;
    private final ExpressionScope scope;

    AccessParser(TokenReader tokens, ExpressionScope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    boolean begins(String word) {
        return FIRST_WORDS.contains(word);
    }

    Expression next() throws ExpressionException {
        Token first = tokens.take();
        return switch (first.text()) {
            case "option" -> option();
            case "relay4" -> {
                only(first, Protocol.DHCP4);
                yield represented(new OptionPlace.OfRelay4(subCode()));
            }
            case "relay6" -> {
                only(first, Protocol.DHCP6);
                yield relay6();
            }
            case "pkt" -> field(ANY_FIELDS);
            case "pkt4" -> {
                only(first, Protocol.DHCP4);
                yield field(FIELDS_4);
            }
            case "pkt6" -> {
                only(first, Protocol.DHCP6);
                yield field(FIELDS_6);
            }
            case "vendor" -> vendor();
            default -> vendorClass();
        };
    }

    private void only(Token word, Protocol protocol) throws ExpressionException {
        if (scope.protocol() != protocol) {
            throw new ExpressionException(word.start(), "'" + word.text() + "' is of " + protocol.words());
        }
    }

    private Expression option() throws ExpressionException {
        tokens.expect("[");
        int code = tokens.peek().kind() == Kind.NAME ? named(tokens.take()) : code();
        tokens.expect("]");
        tokens.expect(".");
        return tokens.accept("option")
                ? represented(new OptionPlace.Inside(code, subCode()))
                : representation(new OptionPlace.Own(code));
    }

    private int named(Token name) throws ExpressionException {
        String space = scope.protocol().label();
        OptionDefinition definition = scope.options().find(space, name.text());
        if (definition == null) {
            throw new ExpressionException(
                    name.start(), "no option '" + name.text() + "' is defined in the space '" + space + "'");
        }
        return definition.code();
    }

    private int code() throws ExpressionException {
        return (int) tokens.integer("the code of an option", 0, scope.protocol() == Protocol.DHCP4 ? 255 : 65_535);
    }

    private int subCode() throws ExpressionException {
        tokens.expect("[");
        int code = code();
        tokens.expect("]");
        return code;
    }

    private Expression represented(OptionPlace place) throws ExpressionException {
        tokens.expect(".");
        return representation(place);
    }

    private Expression representation(OptionPlace place) throws ExpressionException {
        if (tokens.accept("text")) {
            return new Expression.OptionText(place);
        }
        if (tokens.accept("hex")) {
            return new Expression.OptionHex(place);
        }
        if (tokens.accept("exists")) {
            return new Expression.Exists(place);
        }
        boolean nestable = place instanceof OptionPlace.Own;
        throw tokens.unexpected(nestable ? "'text', 'hex', 'exists' or 'option'" : "'text', 'hex' or 'exists'");
    }

    private Expression relay6() throws ExpressionException {
        tokens.expect("[");
        int level = (int) tokens.integer("the place of a relay", -MAX_RELAYS, MAX_RELAYS - 1);
        tokens.expect("]");
        tokens.expect(".");
        if (tokens.accept("option")) {
            return represented(new OptionPlace.OfRelay6(level, subCode()));
        }
        boolean link = tokens.peek().is("linkaddr");
        if (link || tokens.peek().is("peeraddr")) {
            tokens.take();
            return new Expression.Relay6Address(level, link);
        }
        throw tokens.unexpected("'option', 'peeraddr' or 'linkaddr'");
    }

    private Expression field(Map<String, PacketField> fields) throws ExpressionException {
        tokens.expect(".");
        Token token = tokens.peek();
        PacketField field = token.kind() == Kind.WORD ? fields.get(token.text()) : null;
        if (field == null) {
            throw tokens.unexpected(
                    "one of " + fields.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        tokens.take();
        return new Expression.Field(field);
    }

    private Expression vendor() throws ExpressionException {
        if (tokens.accept(".")) {
            tokens.expect("enterprise");
            return new Expression.VendorEnterprise();
        }
        long enterprise = enterprise();
        if (tokens.accept("exists")) {
            return new Expression.VendorExists(enterprise);
        }
        if (!tokens.accept("option")) {
            throw tokens.unexpected("'exists' or 'option'");
        }
        int code = subCode();
        Expression expression = represented(new OptionPlace.OfVendor(enterprise, code));
        return code == 0 ? existence(enterprise, expression) : expression;
    }

    /** Sub-option 0 stands for the vendor option itself in Kea, in every form. */
    private static Expression existence(long enterprise, Expression expression) {
        Expression.VendorExists exists = new Expression.VendorExists(enterprise);
        return expression instanceof Expression.Exists
                ? exists
                : new Expression.IfElse(
                        exists, new Expression.Literal(Bytes.ofText("true")), new Expression.Literal(""), false);
    }

    private Expression vendorClass() throws ExpressionException {
        if (tokens.accept(".")) {
            tokens.expect("enterprise");
            return new Expression.VendorClassEnterprise();
        }
        long enterprise = enterprise();
        if (tokens.accept("exists")) {
            return new Expression.VendorClassExists(enterprise);
        }
        if (!tokens.accept("data")) {
            throw tokens.unexpected("'exists' or 'data'");
        }
        int index = 0;
        if (tokens.accept("[")) {
            index = (int) tokens.integer("the place of class data", 0, 255);
            tokens.expect("]");
        }
        return new Expression.VendorClassData(enterprise, index);
    }

    private long enterprise() throws ExpressionException {
        if (!tokens.accept("[")) {
            throw tokens.unexpected("'[' or '.'");
        }
        long enterprise = tokens.accept("*") ? 0 : tokens.integer("an enterprise number", 0, UINT32);
        tokens.expect("]");
        tokens.expect(".");
        return enterprise;
    }
}
