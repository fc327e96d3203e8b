package io.holdfast.config.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps that inherit, the most specific first: a keyword's value is the first one given, else its default. */
record Scope(List<Section> sections) {

    Scope(Section... sections) {
        this(List.of(sections));
    }

    /** The same with a map that is more specific than all of them. */
    Scope within(Section section) {
        List<Section> more = new ArrayList<>(sections);
        more.addFirst(section);
        return new Scope(more);
    }

    private Section nearest() {
        return sections.getFirst();
    }

    /** The map that decides the keyword; the most specific one when none gives it. */
    Section origin(String name) {
        for (Section section : sections) {
            if (section.has(name)) {
                return section;
            }
        }
        return nearest();
    }

    @Nullable
    Long wholeGiven(String name) {
        return origin(name).wholeGiven(name);
    }

    long whole(String name) {
        return origin(name).whole(name);
    }

    double real(String name) {
        return origin(name).real(name);
    }

    boolean flag(String name) {
        return origin(name).flag(name);
    }

    /** The first text that is not empty, because an empty one means not given; else the default. */
    String text(String name) {
        return textOrigin(name).text(name);
    }

    Section textOrigin(String name) {
        for (Section section : sections) {
            String given = section.textGiven(name);
            if (given != null && !given.isEmpty()) {
                return section;
            }
        }
        return sections.getLast();
    }
}
