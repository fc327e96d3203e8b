package io.holdfast.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The parameter {@code limit} of resources that come in pages: a page is made in memory as a whole. */
final class PageSize {

    static final String DEFAULT = "1000";
    private static final long MOST = 10_000;

    private PageSize() {}

    /** What is wrong with it, for the client; absent when nothing is. */
    static @Nullable ResponseEntity<byte[]> refusal(String limit) {
        boolean number = limit.matches("-?[0-9]{1,18}");
        return number && Long.parseLong(limit) >= 1 && Long.parseLong(limit) <= MOST
                ? null
                : JsonAnswers.error(400, "'limit' is a number from 1 to " + MOST + ", not '" + limit + "'");
    }
}
