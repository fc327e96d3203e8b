package io.holdfast.lease;

/** As {@link LeaseStoreContract}, for the leases of DHCPv6: what differs there, and what holds for both in short. */
public interface Lease6StoreContract
        extends Lease6LookupContract,
                Lease6ColumnsContract,
                Lease6ChangeContract,
                Lease6GroupContract,
                Lease6VacancyContract,
                Lease6PagingContract,
                Lease6ExpiryContract,
                Lease6RaceContract,
                Lease6LimitContract {}
