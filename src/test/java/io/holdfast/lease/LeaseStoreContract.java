package io.holdfast.lease;

/**
 * What every {@link LeaseStore} does, whatever it keeps its leases in. A store's own test implements this and says only
 * how to start the store.
 */
public interface LeaseStoreContract
        extends LeaseLookupContract,
                LeaseColumnsContract,
                LeaseChangeContract,
                LeaseBatchContract,
                LeaseVacancyContract,
                LeasePagingContract,
                LeaseExpiryContract,
                LeaseRaceContract,
                LeaseLimitContract {}
