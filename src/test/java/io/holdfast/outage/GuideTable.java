package io.holdfast.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of a page of the guide: by row and column, the words of each cell. */
record GuideTable(List<String> columns, Map<String, Map<String, String>> rows) {

    private static final String AS_BEFORE = "the same";

    /** @param number of the table on its page, from 0 */
    static GuideTable of(Path page, int number) {
        try {
            List<String> rest = Files.readAllLines(page);
            for (int before = 0; before < number; before++) {
                rest = begun(rest).dropWhile(GuideTable::isRow).toList();
            }
            List<List<String>> lines = begun(rest)
                    .takeWhile(GuideTable::isRow)
                    .map(GuideTable::cells)
                    .toList();
            List<String> columns = lines.getFirst().stream()
                    .skip(1)
                    .map(column -> column.replace("`", ""))
                    .toList();
            Map<String, Map<String, String>> rows = new LinkedHashMap<>();
            lines.stream().skip(2).forEach(cells -> rows.put(cells.getFirst(), row(columns, cells)));
            return new GuideTable(columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> begun(List<String> lines) {
        return lines.stream().dropWhile(line -> !isRow(line));
    }

    private static boolean isRow(String line) {
        return line.startsWith("|");
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        String before = "";
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(i + 1);
            before = cell.equals(AS_BEFORE) ? before : cell;
            row.put(columns.get(i), before);
        }
        return row;
    }
}
