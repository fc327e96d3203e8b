package io.holdfast.outage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Signals to processes. */
final class Signals {

    enum Kind {
        INT,
        TERM,
        KILL,
        STOP,
        CONT
    }

    private Signals() {}

    /** To all at once; one that has ended meanwhile is none of our business. */
    static void send(Kind kind, Collection<ProcessHandle> processes) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "kill -" + kind + " \"$@\" 2>/dev/null || :", "kill"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        if (!processes.isEmpty()) {
            Commands.run(command);
        }
    }

    /** Ended, even where nobody has asked yet what became of it. */
    static boolean ended(ProcessHandle process) {
        return !process.isAlive() || isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return line.startsWith("Z", line.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return !Files.exists(Path.of("/proc", Long.toString(pid))) && Files.exists(Path.of("/proc", "self"));
        }
    }
}
