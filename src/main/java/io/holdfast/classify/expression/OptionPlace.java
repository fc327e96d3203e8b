package io.holdfast.classify.expression;

/** Which option of a packet is meant. */
public sealed interface OptionPlace {

    /** {@code option[60]}. */
    record Own(int code) implements OptionPlace {}

    /** {@code option[43].option[1]}. */
    record Inside(int code, int subCode) implements OptionPlace {}

    /** {@code relay4[1]}: a sub-option of option 82. */
    record OfRelay4(int subCode) implements OptionPlace {}

    /**
     * {@code relay6[0].option[37]}.
     *
     * @param level 0 for the relay nearest to the server, 1 for the next; -1 for the one nearest to the client
     */
    record OfRelay6(int level, int code) implements OptionPlace {}

    /** {@code vendor[4491].option[1]}; enterprise 0 for any. */
    record OfVendor(long enterprise, int subCode) implements OptionPlace {}
}
