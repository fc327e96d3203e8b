package io.holdfast.host;

class MemoryHosts6Tests implements Host6StoreContract {

    private final MemoryHosts store = new MemoryHosts();

    @Override
    public HostStore store() {
        return store;
    }
}
