package io.holdfast.engine;

/** Why a packet gets no answer. Each is a counter of its own. */
public enum DropReason {
    /** Cannot be read. */
    MALFORMED,
    /** Not a BOOTREQUEST, or a DHCPv6 message that only servers send. */
    NOT_A_REQUEST,
    /** No message type: BOOTP. */
    NO_MESSAGE_TYPE,
    /** A message type that a server does not handle. */
    UNHANDLED_TYPE,
    /** Neither client identifier nor hardware address; in DHCPv6, no client identifier where there must be one. */
    NO_CLIENT_IDENTITY,
    /** No server identifier where there must be one (RFC 8415 §16). */
    NO_SERVER_ID,
    /** A server identifier where there must be none (RFC 8415 §16). */
    UNWANTED_SERVER_ID,
    /** Sent to a unicast address of ours by a message that may not be (RFC 8415 §18.4). */
    UNICAST_NOT_ALLOWED,
    /** Meant for another server, by its server identifier. */
    OTHER_SERVER,
    /** No configured subnet fits. */
    NO_SUBNET,
    /** The message breaks a rule of RFC 2131 §4 or RFC 8415 §16. */
    RFC_VIOLATION,
    /** A client in INIT-REBOOT, REBINDING or RENEWING of which nothing is known, and we are not authoritative. */
    UNKNOWN_CLIENT,
    /** REQUEST of an address that is in no pool of the client's subnet. */
    UNKNOWN_ADDRESS,
    /** RELEASE or DECLINE of a lease the client does not have. */
    NOT_ITS_LEASE,
    /** ADDR-REG-INFORM, but clients are not to register addresses of their own (RFC 9686). */
    REGISTRATION_OFF,
    /** ADDR-REG-INFORM of an address that cannot be registered (RFC 9686 §4.2.1). */
    REGISTRATION_REFUSED,
    /** The address that could be offered is just being pinged, for this client or for another. */
    ADDRESS_CHECK,
    /** The packet is in the class DROP. */
    CLASS_DROP,
    /** The packet is in the class REJECT: its client gets no lease. */
    CLASS_REJECT,
    /** One of the packet's classes has had as many packets as it may have. */
    CLASS_RATE,
    /** The packet's subnet has. */
    SUBNET_RATE,
    /** One of the client's classes, or its subnet, has as many leases as it may have. */
    LEASE_LIMIT,
    /** No address is free. */
    NO_ADDRESS,
    /** Races were lost too often; the client will ask again. */
    CONTENDED
}
