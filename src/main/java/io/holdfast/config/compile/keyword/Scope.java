package io.holdfast.config.compile.keyword;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps that inherit, the most specific first: a keyword's value is the first one given, else its default. */
public record Scope(List<Section> sections) {

    public Scope(Section... sections) {
        this(List.of(sections));
    }

    /** The same with a map that is more specific than all of them. */
    public Scope within(Section section) {
        List<Section> more = new ArrayList<>(sections);
        more.addFirst(section);
        return new Scope(more);
    }

    private Section nearest() {
        return sections.getFirst();
    }

    /** The map that decides the keyword; the most specific one when none gives it. */
    public Section origin(String name) {
        for (Section section : sections) {
            if (section.has(name)) {
                return section;
            }
        }
        return nearest();
    }

    public @Nullable Long wholeGiven(String name) {
        return origin(name).wholeGiven(name);
    }

    public long whole(String name) {
        return origin(name).whole(name);
    }

    public double real(String name) {
        return origin(name).real(name);
    }

    public boolean flag(String name) {
        return origin(name).flag(name);
    }

    /** The first text that is not empty, because an empty one means not given; else the default. */
    public String text(String name) {
        return textOrigin(name).text(name);
    }

    public Section textOrigin(String name) {
        for (Section section : sections) {
            String given = section.textGiven(name);
            if (given != null && !given.isEmpty()) {
                return section;
            }
        }
        return sections.getLast();
    }
}
