package io.holdfast.classify.expression;

import io.holdfast.address.HexText;
import io.holdfast.classify.option.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression, and what it is for a packet: {@code true}, {@code false}, {@code fails}, {@code 'text'} or {@code 0x} with
 * hexadecimal digits.
 */
public record ExpressionCase(String expression, String outcome) {

    static final String FAILS = "fails";

    /** One in each line, the outcome behind {@code =>}; lines that begin with {@code #} and empty ones do not count. */
    static List<ExpressionCase> table(String lines) {
        List<ExpressionCase> cases = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int arrow = line.lastIndexOf(" => ");
                cases.add(new ExpressionCase(
                        line.substring(0, arrow).strip(),
                        line.substring(arrow + 4).strip().replace("\\n", "\n")));
            }
        }
        return cases;
    }

    public boolean fails() {
        return outcome.equals(FAILS);
    }

    boolean isCondition() {
        return outcome.equals("true") || outcome.equals("false");
    }

    /** Of a term, as bytes. */
    String bytes() {
        return outcome.startsWith("'")
                ? Bytes.ofText(outcome.substring(1, outcome.length() - 1))
                : outcome.equals("0x") ? "" : Bytes.of(HexText.parse(outcome.substring(2)));
    }

    /** A condition that holds exactly when the outcome is this one. */
    public String claim() {
        if (isCondition()) {
            return outcome.equals("true") ? expression : "not (" + expression + ")";
        }
        String hex = HexText.format(Bytes.toArray(bytes())).replace(":", "");
        return "hexstring(" + expression + ", '') == '" + hex + "'";
    }
}
