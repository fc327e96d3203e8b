package io.holdfast.address;

/** What an identity association gives its client (RFC 8415 §12); the numbers are those of Kea's {@code lease6_types}. */
public enum IaType {
    /** Addresses (RFC 8415 §21.4). */
    NA(0, "IA_NA"),
    /** Prefixes (RFC 8415 §21.21). */
    PD(2, "IA_PD");

    private final int number;
    private final String text;

    IaType(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** Kea's name for it. */
    public String text() {
        return text;
    }

    /** @throws IllegalArgumentException when no type has this number */
    public static IaType of(long number) {
        return switch ((int) number) {
            case 0 -> NA;
            case 2 -> PD;
            default -> throw new IllegalArgumentException("no lease type has the number " + number);
        };
    }
}
