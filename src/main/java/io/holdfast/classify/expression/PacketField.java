package io.holdfast.classify.expression;

/** What an expression can read of a packet beside its options. Numbers are four bytes. */
public enum PacketField {
    /** Text. */
    INTERFACE,
    SOURCE,
    DESTINATION,
    LENGTH,
    MAC,
    HLEN,
    HTYPE,
    CIADDR,
    GIADDR,
    YIADDR,
    SIADDR,
    MESSAGE_TYPE,
    TRANSACTION_ID
}
