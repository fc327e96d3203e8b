package io.holdfast.control;

import static io.holdfast.control.Argument.required;

import io.holdfast.address.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code lease4-write}, {@code lease6-write}: a copy of all leases in a file, for the embedded store only. */
public final class LeaseFileCommand {

    private final LeaseWords words;
    private final Supplier<@Nullable LeaseExport> export;

    /** @param export absent when the leases are in a database */
    public LeaseFileCommand(Protocol protocol, Supplier<@Nullable LeaseExport> export) {
        this.words = LeaseWords.of(protocol);
        this.export = export;
    }

    public List<Command> commands() {
        return List.of(Command.writing(
                words.command("write"),
                "Writes all leases to a lease file in the state directory.",
                Phrasing.LEASES,
                List.of(required("filename", Argument.Kind.TEXT, "A file in the state directory.")),
                this::write));
    }

    private Outcome write(Arguments arguments) {
        LeaseExport store = export.get();
        if (store == null) {
            return new Outcome.Refused(
                    words.command("write") + " is only for leases in a lease file (memfile); these leases are in"
                            + " a database, which has means of its own for copies");
        }
        Path target = target(store.directory(), arguments.text("filename"));
        try {
            store.write(target);
            return Outcome.done(words.version() + " lease database into '" + target + "'.");
        } catch (IOException e) {
            return new Outcome.Refused("'" + target + "' cannot be written: " + e);
        }
    }

    private static Path target(Path directory, String name) {
        Path home = directory.toAbsolutePath().normalize();
        try {
            Path target = home.resolve(name).normalize();
            if (home.equals(target.getParent()) && !Files.isSymbolicLink(target)) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw new RefusedException("'filename' parameter is invalid: not a file name");
        }
        throw new RefusedException("'filename' parameter is invalid: it must name a file in " + home + " and no link");
    }
}
