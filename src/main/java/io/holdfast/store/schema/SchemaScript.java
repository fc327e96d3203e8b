package io.holdfast.store.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** One of the scripts that make the schema, as in {@code V6__hosts.sql}: number 6, text. */
record SchemaScript(int number, String description, String text) {

    private static final Pattern FILE = Pattern.compile("V(\\d+)__(\\w+)\\.sql");

    /** All scripts for a database, in their order. */
    static List<SchemaScript> of(SchemaDialect dialect) {
        try {
            PathMatchingResourcePatternResolver resolver =
                    new PathMatchingResourcePatternResolver(SchemaScript.class.getClassLoader());
            List<SchemaScript> scripts = Stream.of(resolver.getResources(dialect.location() + "/V*.sql"))
                    .map(SchemaScript::read)
                    .sorted(Comparator.comparingInt(SchemaScript::number))
                    .toList();
            if (scripts.isEmpty()) {
                throw new IllegalStateException("there are no scripts in " + dialect.location());
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the scripts in " + dialect.location(), e);
        }
    }

    private static SchemaScript read(Resource resource) {
        Matcher name = FILE.matcher(String.valueOf(resource.getFilename()));
        if (!name.matches()) {
            throw new IllegalStateException("not a script's name: " + resource);
        }
        try {
            return new SchemaScript(
                    Integer.parseInt(name.group(1)),
                    name.group(2).replace('_', ' '),
                    resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** The single statements, where a database takes no more at a time: up to a line that ends with the delimiter. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        String delimiter = ";";
        for (String line : text.lines().toList()) {
            if (line.startsWith("DELIMITER ")) {
                delimiter = line.substring("DELIMITER ".length()).strip();
            } else if (line.stripTrailing().endsWith(delimiter)) {
                statement.append(line, 0, line.lastIndexOf(delimiter));
                statements.add(statement.toString().strip());
                statement.setLength(0);
            } else if (!(statement.isEmpty() && (line.isBlank() || line.startsWith("--")))) {
                statement.append(line).append('\n');
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalStateException("V" + number + " ends within a statement: " + statement);
        }
        return statements;
    }
}
