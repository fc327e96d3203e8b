package io.holdfast.store;

import io.holdfast.host.Host6StoreContract;
import io.holdfast.host.HostStore;
import io.holdfast.host.HostStoreContract;
import org.junit.jupiter.api.Nested;

/** Both protocols' contracts, and that of rows made by others. */
abstract class SqlHostStoreContract extends SqlHostsUnderTest {

    @Nested
    class Dhcp4 implements HostStoreContract {
        @Override
        public HostStore store() {
            return hosts4();
        }
    }

    @Nested
    class Dhcp6 implements Host6StoreContract {
        @Override
        public HostStore store() {
            return hosts6();
        }
    }

    @Nested
    class Foreign implements ForeignHostsContract {
        @Override
        public SqlHostsUnderTest hosts() {
            return SqlHostStoreContract.this;
        }
    }
}
