package io.holdfast.availability;

/**
 * Why the service is off: who switched it off. The numbers are Kea's origins (1 by command, 1000 and up by a local
 * high-availability machine, 2000 and up by its partner, 3000 and up by a database).
 */
public record Reason(int origin, String text) {

    public static final Reason USER = new Reason(1, "disabled by command");
    /** The configuration could not be put into effect; a correct one will open the gate. */
    public static final Reason CONFIGURATION = new Reason(0, "no working configuration");

    public static Reason origin(int origin) {
        return origin == USER.origin ? USER : new Reason(origin, "disabled by origin " + origin);
    }

    /**
     * @param origin as Kea numbers it: 6001 leases in MySQL, 6002 leases in PostgreSQL, 6003 a lease file
     * @param backend use and place, such as {@code lease}
     */
    public static Reason database(int origin, String backend) {
        return new Reason(origin, "database " + backend + " is away");
    }

    public boolean isDatabase() {
        return origin >= 3000;
    }
}
