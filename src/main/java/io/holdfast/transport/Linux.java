package io.holdfast.transport;

/** Constants of Linux's socket interface, on the architectures that {@link LinuxCalls} admits. */
final class Linux {

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_PACKET = 17;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int ETH_P_IP = 0x0800;

    static final int SIOCGIFMTU = 0x8921;

    static final int SOL_SOCKET = 1;
    static final int SO_BROADCAST = 6;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDTIMEO = 21;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_ATTACH_FILTER = 26;
    static final int SO_RCVBUFFORCE = 33;

    static final int IPPROTO_IP = 0;
    static final int IPPROTO_ICMP = 1;
    static final int IP_PKTINFO = 8;

    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_JOIN_GROUP = 20;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;

    static final int SOL_PACKET = 263;
    static final int PACKET_AUXDATA = 8;
    /** The sender was this machine and left the checksum to the hardware: it is not there yet, and not wrong. */
    static final int TP_STATUS_CSUMNOTREADY = 1 << 3;
    /** The hardware has found the checksum right. */
    static final int TP_STATUS_CSUM_VALID = 1 << 7;

    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_WAITFORONE = 0x10000;

    static final int POLLIN = 1;

    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EMSGSIZE = 90;
    static final int EADDRINUSE = 98;
    static final int ENETDOWN = 100;
    static final int ENOBUFS = 105;

    private Linux() {}

    static String error(int number) {
        return switch (number) {
            case EPERM -> "not permitted (EPERM)";
            case 6 -> "no such device or address (ENXIO)";
            case EAGAIN -> "no room in time (EAGAIN)";
            case ENOMEM -> "no memory (ENOMEM)";
            case EACCES -> "permission denied (EACCES)";
            case 19 -> "no such device (ENODEV)";
            case 22 -> "invalid argument (EINVAL)";
            case 24 -> "too many open files (EMFILE)";
            case EMSGSIZE -> "the packet is larger than the link takes (EMSGSIZE)";
            case 97 -> "address family not supported (EAFNOSUPPORT)";
            case EADDRINUSE -> "address already in use (EADDRINUSE)";
            case 99 -> "not an address of this machine (EADDRNOTAVAIL)";
            case ENETDOWN -> "the network is down (ENETDOWN)";
            case 101 -> "no route to the network (ENETUNREACH)";
            case ENOBUFS -> "no buffer space (ENOBUFS)";
            case 113 -> "no route to the host (EHOSTUNREACH)";
            default -> "errno " + number;
        };
    }
}
