package io.holdfast.config.compile.keyword;

import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the lists of classes that subnets, shared networks, pools, options and reservations have into numbers. As in Kea, a
 * class in such a list need not be defined: a reservation or a vendor class can bring a packet into it.
 */
public final class ClassLists {

    private static final String GUARD = "client-classes";
    private static final String GUARD_FORMERLY = "client-class";
    private static final String ADDITIONAL = "evaluate-additional-classes";
    private static final String ADDITIONAL_FORMERLY = "require-client-classes";

    private final ClassNames names;
    private final Problems problems;

    public ClassLists(ClassNames names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** All that the configuration speaks of. */
    public ClassNames names() {
        return names;
    }

    /** {@code client-classes}, or where it is known its older form {@code client-class} with one class. */
    public ClassGuard guard(Section section) {
        if (knows(section, GUARD_FORMERLY) && section.has(GUARD_FORMERLY)) {
            refuseBoth(section, GUARD_FORMERLY, GUARD);
            String only = section.textOrNull(GUARD_FORMERLY);
            return only == null ? ClassGuard.NONE : new ClassGuard(List.of(names.id(only)));
        }
        List<Integer> classes = ids(section, GUARD);
        return classes.isEmpty() ? ClassGuard.NONE : new ClassGuard(classes);
    }

    /** {@code evaluate-additional-classes}, or its older name {@code require-client-classes}. */
    public List<Integer> additional(Section section) {
        if (section.has(ADDITIONAL_FORMERLY)) {
            refuseBoth(section, ADDITIONAL_FORMERLY, ADDITIONAL);
            return ids(section, ADDITIONAL_FORMERLY);
        }
        return ids(section, ADDITIONAL);
    }

    /** The number of one class. */
    public int id(String name) {
        return names.id(name);
    }

    /** Any list of class names, each class once, in the order they are written. */
    List<Integer> ids(Section section, String keyword) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode.Text text : section.texts(keyword)) {
            if (text.value().isEmpty()) {
                problems.error(text.at(), section.path(keyword), "a class must have a name");
            } else if (!ids.contains(names.id(text.value()))) {
                ids.add(names.id(text.value()));
            }
        }
        return List.copyOf(ids);
    }

    private void refuseBoth(Section section, String formerly, String now) {
        if (section.has(now)) {
            problems.error(
                    section.at(formerly),
                    section.path(formerly),
                    "'" + formerly + "' and '" + now + "' mean the same; give only the latter");
        }
    }

    private static boolean knows(Section section, String keyword) {
        return section.keywords().find(keyword) != null;
    }
}
