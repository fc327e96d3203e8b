package io.holdfast.control;

import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One database as {@code status-get} and the health endpoint tell of it: everything an operator asks for next. */
public final class BackendStatus {

    private BackendStatus() {}

    /** @param now milliseconds since 1970 */
    public static Map<String, @Nullable Object> of(ServerFacts.Backend backend, long now) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        DatabaseWatch watch = backend.watch();
        BackendIdentity identity = watch.identity();
        answer.put("use", identity.use());
        answer.put("type", identity.kind().type());
        answer.put("place", identity.place());
        answer.put("origin", (long) identity.kind().origin());
        Connectivity state = watch.state();
        answer.put("state", name(state));
        answer.put("since", state.since() / 1000);
        switch (state) {
            case Connectivity.Connecting _, Connectivity.Connected _ -> {}
            case Connectivity.Recovering r -> {
                answer.put("attempts", r.attempts());
                answer.put("attempts-left", r.left());
                answer.put("next-attempt-in-ms", Math.max(0, r.nextAttempt() - now));
                answer.put("last-error", r.lastError());
            }
            case Connectivity.Abandoned a -> {
                answer.put("attempts", a.attempts());
                answer.put("attempts-left", 0L);
                if (a.nextAttempt() != Connectivity.NEVER) {
                    answer.put("next-attempt-in-ms", Math.max(0, a.nextAttempt() - now));
                }
                answer.put("last-error", a.lastError());
            }
        }
        if (backend.pool() != null) {
            answer.put("pool", pool(backend.pool()));
        }
        if (backend.content() != null) {
            answer.put("content", content(backend.content(), now));
        }
        return answer;
    }

    private static Map<String, @Nullable Object> content(ServerFacts.Content content, long now) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("revision", content.revision());
        answer.put("age-in-s", Math.max(0, now - content.fetchedAt()) / 1000);
        answer.put("from-copy", content.copied());
        if (content.refused() != null) {
            answer.put("refused", content.refused());
        }
        return answer;
    }

    /** The state's word: connecting, connected, recovering or abandoned. */
    public static String name(Connectivity state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> pool(ServerFacts.Pool pool) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("connections", (long) pool.open());
        answer.put("active", (long) pool.active());
        answer.put("idle", (long) pool.idle());
        answer.put("waiting", (long) pool.waiting());
        answer.put("most", (long) pool.most());
        return answer;
    }
}
