package io.holdfast.address;

/** Who a DHCPv6 lease belongs to: one identity association of a client (RFC 8415 §4.2). {@code iaid} is unsigned. */
public record IaIdentity(Duid duid, IaType type, int iaid) implements LeaseHolder {

    @Override
    public String toString() {
        return "duid " + duid + ", " + type.text() + " " + Integer.toUnsignedString(iaid);
    }
}
