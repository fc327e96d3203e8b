package io.holdfast.control;

import static io.holdfast.control.Argument.optional;
import static io.holdfast.control.Argument.required;

import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import java.util.List;

/** Commands that switch the service off and on, end the server, and return expired leases. */
public final class ServiceCommands {

    private static final int USER = 1;
    private static final int HA_PARTNER = 2000;
    private static final int FIRST_DATABASE = 3000;
    private static final List<Argument> ORIGINS = List.of(
            optional(
                    "origin",
                    Argument.Kind.TEXT_OR_INTEGER,
                    "Who asks: \"user\" (default), \"ha-partner\", or a number as in origin-id."),
            optional(
                    "origin-id",
                    Argument.Kind.INTEGER,
                    "Who asks, as a number from 1 to 2999; wins over origin. Origins do not lift each other's orders."));

    private final Protocol protocol;
    private final ServiceSwitch service;
    private final Reclamation reclamation;
    private final Shutdown shutdown;

    public ServiceCommands(Protocol protocol, ServiceSwitch service, Reclamation reclamation, Shutdown shutdown) {
        this.protocol = protocol;
        this.service = service;
        this.reclamation = reclamation;
        this.shutdown = shutdown;
    }

    public List<Command> commands() {
        return List.of(
                Command.writing(
                        "dhcp-disable",
                        "Stops answering clients, until dhcp-enable or for a time.",
                        Phrasing.PLAIN,
                        List.of(
                                optional(
                                        "max-period",
                                        Argument.Kind.INTEGER,
                                        "Seconds after which the service comes back by itself."),
                                ORIGINS.get(0),
                                ORIGINS.get(1)),
                        this::disable),
                Command.writing(
                        "dhcp-enable",
                        "Takes back dhcp-disable of the same origin; clients are answered when no origin is left.",
                        Phrasing.PLAIN,
                        ORIGINS,
                        this::enable),
                Command.writing(
                        "leases-reclaim",
                        "Returns all leases that have expired, now.",
                        Phrasing.STATISTICS,
                        List.of(required(
                                "remove",
                                Argument.Kind.BOOLEAN,
                                "true: they are removed; false: they are kept as expired-reclaimed.")),
                        this::reclaim),
                Command.writing(
                        "shutdown",
                        "Ends the process, whatever it serves, in order: the work in hand is finished and written first.",
                        Phrasing.PLAIN,
                        List.of(optional("exit-value", Argument.Kind.INTEGER, "Exit code of the process (0).")),
                        this::shutDown));
    }

    private Outcome disable(Arguments arguments) {
        boolean limited = arguments.has("max-period");
        long seconds = arguments.integer("max-period", 0);
        if (limited && seconds <= 0) {
            throw new RefusedException("'max-period' must be positive integer");
        }
        if (seconds > Arguments.MAX_UNSIGNED) {
            throw new RefusedException("'max-period' must not be above " + Arguments.MAX_UNSIGNED);
        }
        service.disable(origin(arguments), seconds);
        return Outcome.done(protocol.words() + " service disabled" + (limited ? " for " + seconds + " seconds" : ""));
    }

    private Outcome enable(Arguments arguments) {
        service.enable(origin(arguments));
        return Outcome.done("DHCP service successfully enabled");
    }

    private Outcome reclaim(Arguments arguments) {
        reclamation.reclaimAll(arguments.flag("remove", false));
        return Outcome.done("Reclamation of expired leases is complete.");
    }

    private Outcome shutDown(Arguments arguments) {
        long value = arguments.integer("exit-value", 0);
        if (value < 0 || value > 255) {
            throw new RefusedException("parameter 'exit-value' must be from 0 to 255");
        }
        shutdown.shutDown((int) value);
        return Outcome.done("Shutting down.");
    }

    private static int origin(Arguments arguments) {
        JsonNode given = arguments.has("origin-id") ? arguments.node("origin-id") : arguments.node("origin");
        return switch (given) {
            case null -> USER;
            case JsonNode.Whole(var _, long number) -> {
                if (number < USER || number >= FIRST_DATABASE) {
                    throw new RefusedException("an origin's number is from 1 to 2999, not " + number
                            + ": databases switch the service by themselves");
                }
                yield (int) number;
            }
            case JsonNode.Text(var _, String name) when name.equals("user") -> USER;
            case JsonNode.Text(var _, String name) when name.equals("ha-partner") -> HA_PARTNER;
            case JsonNode.Text(var _, String name) ->
                throw new RefusedException(
                        "invalid value used for 'origin' parameter: " + (name.isEmpty() ? "(empty string)" : name));
            case JsonNode _ -> throw new RefusedException("'origin' argument must be a string or a number");
        };
    }
}
