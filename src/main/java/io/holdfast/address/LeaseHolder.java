package io.holdfast.address;

/** Who a lease is for: a DHCPv4 client, or one identity association of a DHCPv6 client. */
public sealed interface LeaseHolder permits ClientIdentity, IaIdentity {}
