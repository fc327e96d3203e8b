package io.holdfast.rest;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.control.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client of a UNIX socket: one command in, one bare map out, and the connection ends, as Kea's clients expect. Its
 * end of the connection need not be closed for the command to be complete.
 */
final class UnixConnection {

    private static final int CHUNK = 32 << 10;

    private final SocketChannel client;
    private final Function<JsonNode, Outcome> commands;
    private final Duration idle;

    /** @param idle how long the client may be silent, or not take its answer */
    UnixConnection(SocketChannel client, Function<JsonNode, Outcome> commands, Duration idle) {
        this.client = client;
        this.commands = commands;
        this.idle = idle;
    }

    void serve() throws IOException {
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_READ);
            Outcome outcome = read(selector);
            if (outcome != null) {
                write(selector, JsonWriter.compact(outcome.answer()).getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
            }
        }
    }

    /** Reads a command and carries it out; absent when the client goes without having sent anything. */
    private @Nullable Outcome read(Selector selector) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        JsonFrame frame = new JsonFrame();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (await(selector)) {
            chunk.clear();
            if (client.read(chunk) < 0) {
                return request.size() == 0 ? null : carryOut(request);
            }
            chunk.flip();
            while (chunk.hasRemaining()) {
                byte next = chunk.get();
                request.write(next);
                if (frame.take(next)) {
                    return carryOut(request);
                }
            }
            if (request.size() > Limits.MAX_REQUEST_BYTES) {
                return new Outcome.Refused("a command has at most " + Limits.MAX_REQUEST_BYTES + " bytes");
            }
        }
        return new Outcome.Refused("Connection over control channel timed out"
                + (request.size() == 0 ? "" : ", discarded partial command of " + request.size() + " bytes"));
    }

    private Outcome carryOut(ByteArrayOutputStream request) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.toByteArray()))
                    .toString();
            return commands.apply(JsonReader.parse(text, "<command>").root());
        } catch (CharacterCodingException e) {
            return new Outcome.Refused("a command is UTF-8 text");
        } catch (ConfigException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void write(Selector selector, byte[] answer) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(answer);
        client.register(selector, SelectionKey.OP_WRITE);
        while (left.hasRemaining() && await(selector)) {
            client.write(left);
        }
    }

    private boolean await(Selector selector) throws IOException {
        selector.selectedKeys().clear();
        return selector.select(idle.toMillis()) > 0;
    }
}
