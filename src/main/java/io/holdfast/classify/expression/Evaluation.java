package io.holdfast.classify.expression;

import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.classify.expression.Expression.Condition;
import io.holdfast.classify.expression.Expression.Term;
import io.holdfast.classify.option.AddressText;
import io.holdfast.classify.option.Bytes;
import io.holdfast.classify.option.OptionLookup;
import io.holdfast.classify.option.SeenOption;
import io.holdfast.classify.option.VendorClassOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Expressions in view of one packet. For one thread. */
public final class Evaluation {

    private static final HexFormat HEX = HexFormat.of();

    private final PacketView packet;
    private final ClientClasses classes;

    /** @param classes the packet's, as far as they are known */
    public Evaluation(PacketFacts packet, ClientClasses classes, OptionLookup definitions) {
        this.packet = new PacketView(packet, definitions);
        this.classes = classes;
    }

    /** @throws EvaluationException when any part that has to be evaluated has no value */
    public boolean holds(Condition condition) throws EvaluationException {
        return switch (condition) {
            case Expression.Not(Condition inner) -> !holds(inner);
            case Expression.And(List<Condition> parts, boolean strict) -> !any(parts, strict, false);
            case Expression.Or(List<Condition> parts, boolean strict) -> any(parts, strict, true);
            case Expression.Equal(Term left, Term right) -> bytes(left).equals(bytes(right));
            case Expression.Exists(OptionPlace place) -> packet.find(place) != null;
            case Expression.VendorExists(long enterprise) -> packet.vendor(enterprise) != null;
            case Expression.VendorClassExists(long enterprise) -> packet.vendorClass(enterprise) != null;
            case Expression.Member(int id) -> classes.contains(id);
            case Expression.Match match -> matches(match);
        };
    }

    /** The value in the form of {@link Bytes}; empty where what it is made of is missing in the packet. */
    public String bytes(Term term) throws EvaluationException {
        return switch (term) {
            case Expression.Literal(String bytes) -> bytes;
            case Expression.OptionText(OptionPlace place) -> {
                SeenOption option = packet.find(place);
                yield option == null ? "" : option.text();
            }
            case Expression.OptionHex(OptionPlace place) -> {
                SeenOption option = packet.find(place);
                yield option == null ? "" : option.hex();
            }
            case Expression.VendorEnterprise() -> packet.vendorEnterprise();
            case Expression.VendorClassEnterprise() -> {
                VendorClassOption vendor = packet.vendorClass(0);
                yield vendor == null ? "" : Bytes.ofNumber(vendor.enterprise());
            }
            case Expression.VendorClassData(long enterprise, int index) -> {
                VendorClassOption vendor = packet.vendorClass(enterprise);
                yield vendor == null || index >= vendor.data().size()
                        ? ""
                        : vendor.data().get(index);
            }
            case Expression.Field(PacketField field) -> packet.field(field);
            case Expression.Relay6Address(int level, boolean link) -> packet.relayAddress(level, link);
            case Expression.Substring substring -> substring(substring, bytes(substring.term()));
            case Expression.Concat(List<Term> parts) -> joined(parts);
            case Expression.Split split -> split(bytes(split.term()), bytes(split.delimiters()), split.field());
            case Expression.IfElse ifElse -> choice(ifElse);
            case Expression.HexString(Term inner, Term separator) -> hexString(bytes(inner), bytes(separator));
            case Expression.LowerCase(Term inner) -> cased(bytes(inner), 'A', 'Z');
            case Expression.UpperCase(Term inner) -> cased(bytes(inner), 'a', 'z');
            case Expression.ToAddressText(Term inner) -> addressText(bytes(inner));
            case Expression.ToNumberText number -> numberText(number, bytes(number.term()));
        };
    }

    /** Whether any part is {@code wanted}. */
    private boolean any(List<Condition> parts, boolean all, boolean wanted) throws EvaluationException {
        boolean found = false;
        for (int i = 0; i < parts.size() && (all || !found); i++) {
            found |= holds(parts.get(i)) == wanted;
        }
        return found;
    }

    private String joined(List<Term> parts) throws EvaluationException {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            bytes.append(bytes(parts.get(i)));
        }
        return bytes.toString();
    }

    private boolean matches(Expression.Match match) throws EvaluationException {
        String value = bytes(match.term());
        try {
            return match.pattern().matcher(new PatientText(value)).matches();
        } catch (StackOverflowError | PatientText.Exhausted e) {
            // java.util.regex recurses once per repetition of a group, and clients choose how long their options are.
            throw new EvaluationException(
                    "a value of " + value.length() + " bytes is too long for the pattern " + match.pattern());
        }
    }

    private String choice(Expression.IfElse ifElse) throws EvaluationException {
        boolean condition = holds(ifElse.condition());
        if (ifElse.strict()) {
            String yes = bytes(ifElse.yes());
            String no = bytes(ifElse.no());
            return condition ? yes : no;
        }
        return bytes(condition ? ifElse.yes() : ifElse.no());
    }

    /** A negative start counts from the end, a negative length takes what is before the start. */
    private static String substring(Expression.Substring substring, String value) {
        int size = value.length();
        int start = substring.start();
        if (start < -(long) size || start >= size) {
            return "";
        }
        int from = start < 0 ? size + start : start;
        long length = substring.length() == null ? size : substring.length();
        return length < 0
                ? value.substring((int) Math.max(0, from + length), from)
                : value.substring(from, (int) Math.min(size, from + length));
    }

    /** Every character of {@code delimiters} is one. Empty fields count. */
    private static String split(String value, String delimiters, int field) {
        if (delimiters.isEmpty()) {
            return value;
        }
        int number = 1;
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            if (delimiters.indexOf(value.charAt(at)) >= 0) {
                if (number == field) {
                    return value.substring(from, at);
                }
                number++;
                from = at + 1;
            }
        }
        return number == field ? value.substring(from) : "";
    }

    private static String hexString(String value, String separator) {
        StringBuilder text = new StringBuilder(value.length() * (2 + separator.length()));
        for (int i = 0; i < value.length(); i++) {
            text.append(i == 0 ? "" : separator).append(HEX.toHexDigits((byte) value.charAt(i)));
        }
        return text.toString();
    }

    /** Only the letters of ASCII have cases here. */
    private static String cased(String value, char first, char last) {
        char[] changed = value.toCharArray();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] >= first && changed[i] <= last) {
                changed[i] ^= 0x20;
            }
        }
        return new String(changed);
    }

    private static String addressText(String value) throws EvaluationException {
        return switch (value.length()) {
            case 0 -> "";
            case 4, 16 -> AddressText.of(Bytes.toArray(value));
            default -> throw new EvaluationException(value.length() + " bytes are not an address");
        };
    }

    private static String numberText(Expression.ToNumberText number, String value) throws EvaluationException {
        if (value.isEmpty()) {
            return "";
        }
        if (value.length() != number.bytes()) {
            throw new EvaluationException(
                    String.format(Locale.ROOT, "%d bytes are not a number of %d", value.length(), number.bytes()));
        }
        long unsigned = 0;
        for (int i = 0; i < value.length(); i++) {
            unsigned = unsigned << 8 | value.charAt(i);
        }
        int unused = 64 - 8 * number.bytes();
        return Long.toString(number.signed() ? unsigned << unused >> unused : unsigned);
    }
}
