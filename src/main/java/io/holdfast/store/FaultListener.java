package io.holdfast.store;

/** Who knows whether the database can be used: hears of faults, and says when calls are not worth making. */
public interface FaultListener {

    /**
     * A call could not use the database. Told once per loss, on the caller's thread.
     *
     * @param error what the database or its driver said, without secrets
     */
    void lost(String error);

    /** False while the database is known to be away; then calls fail at once instead of waiting for it. */
    boolean isUsable();

    FaultListener NONE = new FaultListener() {
        @Override
        public void lost(String error) {}

        @Override
        public boolean isUsable() {
            return true;
        }
    };
}
