package io.holdfast.endtoend;

import io.holdfast.address.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Kea's lease file, read as Kea reads it: what was cleaned up last, then what came after; the last row counts. */
record EmbeddedLeases(Path folder, Family family) implements ServedStore {

    private Path file() {
        return folder.resolve("leases" + family.version() + ".csv");
    }

    @Override
    public String settings() {
        return "\"type\": \"memfile\", \"name\": \"" + file() + "\"";
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.empty();
    }

    @Override
    public List<LeaseRow> rows() {
        Map<String, LeaseRow> rows = new LinkedHashMap<>();
        for (Path part : parts()) {
            for (String line : lines(part)) {
                String[] columns = line.split(",", -1);
                if (!columns[0].equals("address")) {
                    LeaseRow row = row(columns);
                    rows.put(row.lease(), row);
                }
            }
        }
        return List.copyOf(rows.values());
    }

    private List<Path> parts() {
        Path completed = with(".completed");
        List<Path> parts = new ArrayList<>();
        if (Files.exists(completed)) {
            parts.add(completed);
        } else {
            parts.add(with(".2"));
            parts.add(with(".1"));
        }
        parts.add(file());
        return parts;
    }

    private Path with(String suffix) {
        return file().resolveSibling(file().getFileName() + suffix);
    }

    /** The whole lines: one that the server is just writing has no end yet. */
    private static List<String> lines(Path part) {
        try {
            if (!Files.exists(part)) {
                return List.of();
            }
            String text = Files.readString(part);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LeaseRow row(String[] columns) {
        boolean v4 = family == Family.V4;
        return new LeaseRow(
                IpAddress.parse(columns[0]),
                v4 ? 32 : Integer.parseInt(columns[8]),
                columns[1].replace(":", ""),
                Long.parseLong(columns[v4 ? 3 : 2]),
                Long.parseLong(columns[v4 ? 4 : 3]),
                Integer.parseInt(columns[v4 ? 5 : 4]),
                Integer.parseInt(columns[v4 ? 9 : 13]));
    }
}
