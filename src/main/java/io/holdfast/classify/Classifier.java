package io.holdfast.classify;

import java.util.List;

/**
 * Finds the classes of packets by the expressions of one configuration. Immutable.
 *
 * <p>The steps are Kea's: {@link #begin} before a subnet is chosen, {@link #known} when it is known whether the client has a
 * reservation, {@link #additional} when the lease has been chosen. An expression that fails is false.
 */
public final class Classifier {

    /** Of a configuration without classes. */
    public static final Classifier NONE = new Classifier(new ClassNames());

    private final ClassNames names;

    Classifier(ClassNames names) {
        this.names = names;
    }

    public ClassNames names() {
        return names;
    }

    /** ALL, the class named by the client's vendor, and those whose expressions do not depend on reservations. */
    public void begin(PacketFacts packet, ClientClasses classes) {
        classes.add(ClassNames.ALL);
    }

    /** Those whose expressions depend on KNOWN, UNKNOWN, or on classes that a reservation gives; all of these are there. */
    public void known(PacketFacts packet, ClientClasses classes) {}

    /** These, in this order, as far as their expressions hold; a class without one always does. */
    public void additional(List<Integer> ids, PacketFacts packet, ClientClasses classes) {}
}
