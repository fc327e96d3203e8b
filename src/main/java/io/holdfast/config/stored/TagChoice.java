package io.holdfast.config.stored;

import java.util.List;

/**
 * Which objects are meant: those for at least one of some servers, or those for nobody. What is for all servers is for each
 * of them.
 *
 * @param tags in any case; {@code all} alone: only what is for all
 * @param unassigned those for nobody besides
 */
public record TagChoice(List<String> tags, boolean unassigned) {

    public TagChoice {
        tags = List.copyOf(tags);
    }

    public static TagChoice of(String... tags) {
        return new TagChoice(List.of(tags), false);
    }
}
