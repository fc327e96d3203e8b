package io.holdfast.app.content;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What configuration databases had and was served by, kept on disk, so that a server that starts while they are away is no
 * worse off than one that runs. No credentials are in it, and only the owner may read it.
 */
public final class ContentCopy {

    private static final Logger log = LoggerFactory.getLogger(ContentCopy.class);

    private final Path file;

    public ContentCopy(Path file) {
        this.file = file;
    }

    /** Nothing when there is none; one that cannot be read is as none, which the log says. */
    List<HeldContent> read() {
        List<HeldContent> copies = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                for (JsonNode.Dict each :
                        maps((JsonNode.Dict) JsonReader.read(file).root(), "copies")) {
                    copies.add(copy(each));
                }
            } catch (ConfigException | ClassCastException e) {
                log.warn("the copy {} of fetched configuration cannot be read: {}", file, e.getMessage());
                return List.of();
            }
        }
        return copies;
    }

    /** One that cannot be written is missed only in an outage, so that the log says it now. */
    void write(List<HeldContent> held) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, "." + file.getFileName(), ".new"); // the owner's alone
            try {
                writeThrough(
                        draft,
                        Map.of("copies", held.stream().map(ContentCopy::map).toList()));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            log.warn(
                    "fetched configuration cannot be copied to {}: a restart while its database is away will be"
                            + " without it: {}",
                    file,
                    e.toString());
        }
    }

    /** Forced once at the end: a stream that is synchronous would wait for the disk at every piece. */
    private static void writeThrough(Path draft, Map<String, ?> copies) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                Writer out = Channels.newWriter(channel, StandardCharsets.US_ASCII)) {
            JsonWriter.compact(copies, out);
            out.flush();
            channel.force(true);
        }
    }

    private static Map<String, @Nullable Object> map(HeldContent held) {
        ConfigContent content = held.content();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("database", held.database());
        map.put("server-tag", held.serverTag());
        map.put("fetched-at-ms", held.at().toEpochMilli());
        map.put("revision", content.revision());
        map.put("globals", content.globals());
        map.put("option-def", content.optionDefinitions());
        map.put("option-data", content.options());
        map.put("client-classes", content.classes());
        map.put("shared-networks", content.networks());
        map.put("subnets", content.subnets());
        return map;
    }

    private static HeldContent copy(JsonNode.Dict map) {
        ConfigContent content = new ConfigContent(
                new AuditMark(whole(map, "revision"), 0, 0), // it is asked for again whatever its mark is
                ((JsonNode.Dict) value(map, "globals")).plain(),
                plain(map, "option-def"),
                plain(map, "option-data"),
                plain(map, "client-classes"),
                plain(map, "shared-networks"),
                plain(map, "subnets"));
        return new HeldContent(
                ((JsonNode.Text) value(map, "database")).value(),
                ((JsonNode.Text) value(map, "server-tag")).value(),
                content,
                Instant.ofEpochMilli(whole(map, "fetched-at-ms")),
                true);
    }

    private static List<Map<String, @Nullable Object>> plain(JsonNode.Dict map, String key) {
        List<Map<String, @Nullable Object>> plain = new ArrayList<>();
        maps(map, key).forEach(each -> plain.add(each.plain()));
        return plain;
    }

    private static List<JsonNode.Dict> maps(JsonNode.Dict map, String key) {
        return ((JsonNode.Array) value(map, key))
                .items().stream().map(JsonNode.Dict.class::cast).toList();
    }

    private static long whole(JsonNode.Dict map, String key) {
        return ((JsonNode.Whole) value(map, key)).value();
    }

    private static JsonNode value(JsonNode.Dict map, String key) {
        JsonNode value = map.get(key);
        if (value == null) {
            throw new ClassCastException("'" + key + "' is missing");
        }
        return value;
    }
}
