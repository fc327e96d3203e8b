package io.holdfast.store.memory;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.lease.LeaseState;
import java.util.List;
import java.util.Locale;

/** The lease file of DHCPv4. */
final class LeaseFormat4 implements LeaseFormat {

    static final LeaseFormat4 FORMAT = new LeaseFormat4();

    private enum Column implements LeaseColumn {
        ADDRESS,
        HWADDR,
        CLIENT_ID,
        VALID_LIFETIME,
        EXPIRE,
        SUBNET_ID,
        FQDN_FWD,
        FQDN_REV,
        HOSTNAME,
        /** Since version 2.0 of the format. */
        STATE,
        /** Since version 2.1. */
        USER_CONTEXT,
        /** Since version 3.0. */
        POOL_ID;

        @Override
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final List<Column> columns = List.of(Column.values());
    private final byte[] header = LeaseFormat.header(columns);

    private LeaseFormat4() {}

    @Override
    public String protocol() {
        return "DHCPv4";
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
        int address = row.address4(Column.ADDRESS);
        byte[] hardware = row.hex(Column.HWADDR, 1, HardwareAddress.MAX_BYTES);
        byte[] clientId = row.hex(Column.CLIENT_ID, ClientIdentifier.MIN_BYTES, ClientIdentifier.MAX_BYTES);
        long lifetime = row.number(Column.VALID_LIFETIME, 0xffff_ffffL);
        long expire = row.number(Column.EXPIRE, Long.MAX_VALUE);
        long subnet = row.number(Column.SUBNET_ID, 0xffff_ffffL);
        boolean forward = row.number(Column.FQDN_FWD, 1) == 1;
        boolean reverse = row.number(Column.FQDN_REV, 1) == 1;
        byte[] hostname = row.text(Column.HOSTNAME);
        LeaseState state = row.state(Column.STATE);
        byte[] context = row.text(Column.USER_CONTEXT);
        long pool = row.number(Column.POOL_ID, 0xffff_ffffL);
        return new PackedLease(
                0,
                Integer.toUnsignedLong(address),
                (int) subnet,
                (int) pool,
                (int) lifetime,
                expire - lifetime,
                PackedLease.flags(state, forward, reverse, null),
                PackedParts.join(hardware, clientId, hostname, context, null, null, null));
    }

    @Override
    public void write(RowBuffer out, PackedLease lease, long lifetime, long expire, LeaseState state) {
        out.addAddress((int) lease.low());
        out.next();
        out.addHex(lease.parts(), PackedParts.HARDWARE);
        out.next();
        out.addHex(lease.parts(), PackedParts.CLIENT_ID);
        out.next();
        out.addNumber(lifetime);
        out.next();
        out.addNumber(expire);
        out.next();
        out.addNumber(Integer.toUnsignedLong(lease.subnet()));
        out.next();
        out.addNumber(lease.forward() ? 1 : 0);
        out.next();
        out.addNumber(lease.reverse() ? 1 : 0);
        out.next();
        out.addEscaped(lease.parts(), PackedParts.HOSTNAME);
        out.next();
        out.addNumber(state.number());
        out.next();
        out.addEscaped(lease.parts(), PackedParts.CONTEXT);
        out.next();
        out.addNumber(Integer.toUnsignedLong(lease.pool()));
        out.add('\n');
    }

    @Override
    public boolean isNameless(PackedLease lease) {
        return !PackedParts.has(lease.parts(), PackedParts.HARDWARE)
                && !PackedParts.has(lease.parts(), PackedParts.CLIENT_ID);
    }
}
