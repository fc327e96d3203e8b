package io.holdfast.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a command: a result code of Kea's, a sentence, and data as maps, lists, text and numbers. */
public sealed interface Outcome {

    /** Kea's result code. */
    int code();

    @Nullable
    String text();

    default @Nullable Object arguments() {
        return null;
    }

    /** Carried out. */
    record Done(@Nullable String text, @Override @Nullable Object arguments) implements Outcome {
        @Override
        public int code() {
            return 0;
        }
    }

    /** Not carried out; the text says why. */
    record Refused(String text) implements Outcome {
        @Override
        public int code() {
            return 1;
        }
    }

    /** Not carried out, because something it needs is away; asking again later is right. */
    record Unavailable(String text) implements Outcome {
        @Override
        public int code() {
            return 1;
        }
    }

    /** There is no such command here. */
    record Unsupported(String text) implements Outcome {
        @Override
        public int code() {
            return 2;
        }
    }

    /** Carried out, but there was nothing to find or to change. */
    record Empty(String text, @Override @Nullable Object arguments) implements Outcome {
        @Override
        public int code() {
            return 3;
        }
    }

    /** Not carried out, because it does not fit what is there. */
    record Conflict(String text) implements Outcome {
        @Override
        public int code() {
            return 4;
        }
    }

    /** It failed half-way: the server is neither as before nor as asked. */
    record Fatal(String text) implements Outcome {
        @Override
        public int code() {
            return 5;
        }
    }

    static Outcome done(String text) {
        return new Done(text, null);
    }

    static Outcome done(Object arguments) {
        return new Done(null, arguments);
    }

    static Outcome done(String text, Object arguments) {
        return new Done(text, arguments);
    }

    static Outcome empty(String text) {
        return new Empty(text, null);
    }

    /** As Kea's protocol writes it. */
    default Map<String, @Nullable Object> answer() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", (long) code());
        if (text() != null) {
            answer.put("text", text());
        }
        if (arguments() != null) {
            answer.put("arguments", arguments());
        }
        return answer;
    }
}
