package io.holdfast.store;

import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease6StoreContract;

/** The contract for databases. */
abstract class SqlLease6StoreContract extends SqlStoresUnderTest implements Lease6StoreContract {

    SqlLease6StoreContract() {
        super(Protocol.DHCP6);
    }
}
