package io.holdfast.control;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.json.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All commands of one protocol by name, and the one place where they are run. Safe for many threads. */
public final class CommandRegistry {

    private static final Logger log = LoggerFactory.getLogger(CommandRegistry.class);

    private final SortedMap<String, Command> commands = new TreeMap<>();

    /** @throws IllegalArgumentException when two commands have one name */
    public CommandRegistry(List<Command> described) {
        add(Command.reading(
                "list-commands",
                "Lists the names of the commands this server knows.",
                Phrasing.PLAIN,
                List.of(),
                _ -> Outcome.done(List.copyOf(commands.keySet()))));
        described.forEach(this::add);
    }

    /** In the order of their names. */
    public Collection<Command> commands() {
        return commands.values();
    }

    boolean knows(String name) {
        return commands.containsKey(name);
    }

    /** Runs a command; never throws. */
    public Outcome run(String name, @Nullable JsonNode arguments) {
        Command command = commands.get(name);
        if (command == null) {
            return new Outcome.Unsupported("'" + name + "' command not supported.");
        }
        log.atLevel(command.access() == Access.WRITE ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG)
                .log("COMMAND_RECEIVED Received command '{}'", name);
        Outcome outcome = run(command, arguments);
        if (command.access() == Access.WRITE && outcome.code() != 0 && !(outcome instanceof Outcome.Empty)) {
            log.warn("COMMAND_PROCESS_ERROR2 '{}' had no effect, result {}: {}", name, outcome.code(), outcome.text());
        }
        return outcome;
    }

    private static Outcome run(Command command, @Nullable JsonNode arguments) {
        try {
            return command.operation().run(Arguments.check(command, arguments));
        } catch (RefusedException e) {
            return new Outcome.Refused(e.text());
        } catch (BackendUnavailable e) {
            return new Outcome.Unavailable("The " + e.backend() + " database cannot be used now (" + e.getMessage()
                    + "). Ask again when it is back.");
        } catch (RuntimeException e) { // one broken command must not end the channel it came by
            log.error("COMMAND_PROCESS_ERROR1 '{}' failed", command.name(), e);
            return new Outcome.Refused("Error during command processing: " + e);
        }
    }

    private void add(Command command) {
        if (commands.putIfAbsent(command.name(), command) != null) {
            throw new IllegalArgumentException("two commands have the name " + command.name());
        }
    }
}
