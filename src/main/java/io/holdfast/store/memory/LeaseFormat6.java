package io.holdfast.store.memory;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease file of DHCPv6. */
final class LeaseFormat6 implements LeaseFormat {

    private static final Logger log = LoggerFactory.getLogger(LeaseFormat6.class);

    static final LeaseFormat6 FORMAT = new LeaseFormat6();

    /** Of temporary addresses, which no server gives any longer. */
    private static final long TEMPORARY = 1;

    private enum Column implements LeaseColumn {
        ADDRESS,
        DUID,
        VALID_LIFETIME,
        EXPIRE,
        SUBNET_ID,
        PREF_LIFETIME,
        LEASE_TYPE,
        IAID,
        PREFIX_LEN,
        FQDN_FWD,
        FQDN_REV,
        HOSTNAME,
        /** Since version 2.0 of the format. */
        HWADDR,
        /** Since version 3.0. */
        STATE,
        /** Since version 3.1. */
        USER_CONTEXT,
        /** Since version 4.0; empty when there is no hardware address. */
        HWTYPE,
        HWADDR_SOURCE,
        /** Since version 5.0. */
        POOL_ID;

        @Override
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int missing() {
            return this == HWTYPE ? HardwareAddress.ETHERNET : 0;
        }
    }

    private final List<Column> columns = List.of(Column.values());
    private final byte[] header = LeaseFormat.header(columns);

    private LeaseFormat6() {}

    @Override
    public String protocol() {
        return "DHCPv6";
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public int least() {
        return Column.HOSTNAME.ordinal() + 1;
    }

    @Override
    public byte[] header() {
        return header;
    }

    @Override
    public PackedLease read(RowParser row) throws BadRowException {
        Ipv6Address address = row.address6(Column.ADDRESS);
        byte[] duid = duid(row);
        long lifetime = row.number(Column.VALID_LIFETIME, 0xffff_ffffL);
        long expire = row.number(Column.EXPIRE, Long.MAX_VALUE);
        long subnet = row.number(Column.SUBNET_ID, 0xffff_ffffL);
        long preferred = row.number(Column.PREF_LIFETIME, 0xffff_ffffL);
        long number = row.number(Column.LEASE_TYPE, IaType.PD.number());
        IaType type = number == TEMPORARY ? IaType.NA : IaType.of(number);
        int iaid = row.bits(Column.IAID);
        long length = row.number(Column.PREFIX_LEN, Lease6.ADDRESS_LENGTH);
        boolean forward = row.number(Column.FQDN_FWD, 1) == 1;
        boolean reverse = row.number(Column.FQDN_REV, 1) == 1;
        byte[] hostname = row.text(Column.HOSTNAME);
        byte[] hardware = hardware(row, address);
        LeaseState state = row.state(Column.STATE);
        byte[] context = row.text(Column.USER_CONTEXT);
        int hardwareType = (int) row.numberIfAny(Column.HWTYPE, 0xffff);
        int hardwareSource = (int) row.numberIfAny(Column.HWADDR_SOURCE, 0xffff_ffffL);
        long pool = row.number(Column.POOL_ID, 0xffff_ffffL);
        Association association = new Association(
                iaid,
                (int) preferred,
                type == IaType.NA ? Lease6.ADDRESS_LENGTH : (int) length,
                hardware == null ? 0 : hardwareType,
                hardware == null ? 0 : hardwareSource);
        return new PackedLease(
                address.high(),
                address.low(),
                (int) subnet,
                (int) pool,
                (int) lifetime,
                expire - lifetime,
                PackedLease.flags(state, forward, reverse, type),
                PackedParts.join(hardware, duid, hostname, context, null, null, association.bytes()));
    }

    private static byte @Nullable [] duid(RowParser row) throws BadRowException {
        byte[] duid = row.hex(Column.DUID, Duid.MIN_BYTES, Duid.MAX_BYTES);
        return Arrays.equals(duid, Lease6.NOBODY.bytes()) ? null : duid;
    }

    /** In a lease of DHCPv6 it is an extra: one that cannot be read does not cost the client its lease. */
    private static byte @Nullable [] hardware(RowParser row, Ipv6Address address) {
        try {
            return row.hex(Column.HWADDR, 1, HardwareAddress.MAX_BYTES);
        } catch (BadRowException e) {
            log.warn("DHCPSRV_MEMFILE_READ_HWADDR_FAIL {}: {}; it is used without", address, e.getMessage());
            return null;
        }
    }

    @Override
    public void write(RowBuffer out, PackedLease lease, long lifetime, long expire, LeaseState state) {
        Association association = Association.of(lease.parts());
        boolean hasHardware = PackedParts.has(lease.parts(), PackedParts.HARDWARE);
        out.addText(lease.address().toString());
        out.next();
        if (isNameless(lease)) {
            out.addText(Lease6.NOBODY.toString());
        } else {
            out.addHex(lease.parts(), PackedParts.CLIENT_ID);
        }
        out.next();
        out.addNumber(lifetime);
        out.next();
        out.addNumber(expire);
        out.next();
        out.addNumber(Integer.toUnsignedLong(lease.subnet()));
        out.next();
        out.addNumber(Integer.toUnsignedLong(association.preferred()));
        out.next();
        out.addNumber(lease.type() == IaType.PD ? IaType.PD.number() : IaType.NA.number());
        out.next();
        out.addNumber(Integer.toUnsignedLong(association.iaid()));
        out.next();
        out.addNumber(association.prefixLength());
        out.next();
        out.addNumber(lease.forward() ? 1 : 0);
        out.next();
        out.addNumber(lease.reverse() ? 1 : 0);
        out.next();
        out.addEscaped(lease.parts(), PackedParts.HOSTNAME);
        out.next();
        out.addHex(lease.parts(), PackedParts.HARDWARE);
        out.next();
        out.addNumber(state.number());
        out.next();
        out.addEscaped(lease.parts(), PackedParts.CONTEXT);
        out.next();
        if (hasHardware) {
            out.addNumber(association.hardwareType());
        }
        out.next();
        if (hasHardware) {
            out.addNumber(Integer.toUnsignedLong(association.hardwareSource()));
        }
        out.next();
        out.addNumber(Integer.toUnsignedLong(lease.pool()));
        out.add('\n');
    }

    @Override
    public boolean isNameless(PackedLease lease) {
        return !PackedParts.has(lease.parts(), PackedParts.CLIENT_ID);
    }
}
