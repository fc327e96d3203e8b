package io.holdfast.store;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseStoreContract;

/** The contract for databases. */
abstract class SqlLeaseStoreContract extends SqlStoresUnderTest implements LeaseStoreContract {

    SqlLeaseStoreContract() {
        super(Protocol.DHCP4);
    }
}
