package io.holdfast.engine;

import io.holdfast.classify.ClassNames;
import io.holdfast.classify.Classifier;
import io.holdfast.classify.ClientClasses;
import io.holdfast.classify.PacketFacts;
import io.holdfast.config.ServerConfig;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps in which a packet comes into its classes, as Kea has them: what can be told from the packet, what a reservation
 * gives, whether the client is known, what the place it gets its lease from adds. Of one configuration; for all
 * lanes. Where that speaks of no class, and nothing is reserved, nothing is done at all.
 */
public final class ClassSteps {

    /** Never added to: what packets have where classes do not matter. */
    public static final ClientClasses NONE = new ClientClasses();

    private final Classifier classifier;
    private final FailedTests failures;
    private final boolean idle;

    public ClassSteps(ServerConfig config) {
        classifier = config.classes().classifier();
        failures = new FailedTests(config);
        idle = classifier.names().isEmpty()
                && config.hosts().isEmpty()
                && config.features().flexOptions().isEmpty()
                && config.features().limits() == null;
    }

    /** Whether classes do not matter: then nothing need be known of packets. */
    public boolean idle() {
        return idle;
    }

    /** What expressions read of a packet; absent when there are none. */
    public @Nullable PacketFacts facts(Supplier<PacketFacts> packet) {
        return idle ? null : packet.get();
    }

    /** A packet in these classes of a configuration, and in ALL; names that it does not speak of do not matter. */
    public static ClientClasses named(ServerConfig config, List<String> names) {
        ClientClasses classes = new ClientClasses();
        classes.add(ClassNames.ALL);
        new ClassSteps(config).add(classes, names);
        return classes;
    }

    /** Before a subnet is chosen. */
    public ClientClasses begin(@Nullable PacketFacts packet) {
        if (packet == null) {
            return NONE;
        }
        ClientClasses classes = new ClientClasses();
        classifier.begin(packet, classes, failures);
        return classes;
    }

    /**
     * A reservation gives these classes. What was evaluated before is evaluated again, because it may have held only in their
     * absence.
     *
     * @return the packet's classes from now on
     */
    public ClientClasses again(@Nullable PacketFacts packet, ClientClasses before, List<String> reserved) {
        if (packet == null || reserved.isEmpty()) {
            return before;
        }
        ClientClasses classes = new ClientClasses();
        for (int i = 0; i < before.size() && isGiven(before.get(i)); i++) {
            classes.add(before.get(i));
        }
        add(classes, reserved);
        classifier.begin(packet, classes, failures);
        return classes;
    }

    /** The first ones of a packet, which no expression has to be asked for. */
    private boolean isGiven(int id) {
        return id == ClassNames.ALL
                || id == ClassNames.BOOTP
                || classifier.names().name(id).startsWith(ClassNames.VENDOR_PREFIX);
    }

    /** A reservation gives these classes, too late for anything to be evaluated again. */
    public void reserve(@Nullable PacketFacts packet, ClientClasses classes, List<String> reserved) {
        if (packet != null) {
            add(classes, reserved);
        }
    }

    private void add(ClientClasses classes, List<String> reserved) {
        for (String name : reserved) {
            Integer id = classifier.names().find(name);
            if (id != null) {
                classes.add(id);
            }
        }
    }

    /** It is settled whether the client has a reservation. */
    public void known(@Nullable PacketFacts packet, ClientClasses classes, boolean known) {
        if (packet != null) {
            classes.add(known ? ClassNames.KNOWN : ClassNames.UNKNOWN);
            classifier.known(packet, classes, failures);
        }
    }

    /** The lease has been chosen: what its pool, subnet and network want evaluated, in this order. */
    public void additional(@Nullable PacketFacts packet, ClientClasses classes, List<Integer> ids) {
        if (packet != null && !ids.isEmpty()) {
            classifier.additional(ids, packet, classes, failures);
        }
    }
}
