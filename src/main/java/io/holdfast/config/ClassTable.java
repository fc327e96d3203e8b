package io.holdfast.config;

import io.holdfast.classify.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of one configuration. Immutable. */
public final class ClassTable {

    public static final ClassTable EMPTY = new ClassTable(Classifier.NONE, List.of());

    private final Classifier classifier;
    private final List<ClientClass> all;
    private final Map<Integer, ClientClass> byId = new HashMap<>();

    public ClassTable(Classifier classifier, List<ClientClass> classes) {
        this.classifier = classifier;
        this.all = List.copyOf(classes);
        all.forEach(each -> byId.put(each.id(), each));
    }

    public Classifier classifier() {
        return classifier;
    }

    /** In the order they are configured. */
    public List<ClientClass> all() {
        return all;
    }

    /** Absent for classes that nothing is configured for, as most built-in ones. */
    public @Nullable ClientClass find(int id) {
        return byId.get(id);
    }
}
