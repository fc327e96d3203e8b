package io.holdfast.host;

class MemoryHostsTests implements HostStoreContract {

    private final MemoryHosts store = new MemoryHosts();

    @Override
    public HostStore store() {
        return store;
    }
}
