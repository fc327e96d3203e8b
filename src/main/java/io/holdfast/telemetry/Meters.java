package io.holdfast.telemetry;

/**
 * Measurements that have no counterpart in Kea: how long things take and how full they are. Called from hot paths; an
 * implementation neither blocks nor throws.
 */
public interface Meters {

    /**
     * One exchange has ended.
     *
     * @param messageType of the packet received, as in {@code DHCPDISCOVER}
     * @param outcome the type of the answer, or {@code silent} for packets that get none, or {@code dropped}
     * @param nanos from reception to the hand-over of the answer to the operating system
     */
    void exchange(String messageType, String outcome, long nanos);

    /** A packet was dropped. */
    void dropped(String reason);

    /** A lane took a batch: how many packets, and how many were left waiting. */
    void batch(int lane, int packets, int waiting);

    /**
     * A store call has ended.
     *
     * @param operation the port's method, as in {@code find}
     * @param outcome {@code ok}, {@code busy}, {@code unavailable} or {@code error}
     * @param rows questions asked or changes wanted
     */
    void storeCall(String operation, String outcome, int rows, long nanos);

    /**
     * A statement was tried again, because another transaction was in its way.
     *
     * @param use of the database, as in {@code lease}
     * @param state SQLSTATE, five characters, or {@code none}
     */
    void storeRetry(String use, String state);

    /** An attempt to reach a backend has been made. */
    void backendAttempt(String backend, boolean reached);

    /** A backend was back after so many milliseconds. */
    void backendRecovered(String backend, long outageMillis);

    /** Measures nothing. */
    Meters NONE = new Meters() {
        @Override
        public void exchange(String messageType, String outcome, long nanos) {}

        @Override
        public void dropped(String reason) {}

        @Override
        public void batch(int lane, int packets, int waiting) {}

        @Override
        public void storeCall(String operation, String outcome, int rows, long nanos) {}

        @Override
        public void storeRetry(String use, String state) {}

        @Override
        public void backendAttempt(String backend, boolean reached) {}

        @Override
        public void backendRecovered(String backend, long outageMillis) {}
    };
}
