package io.holdfast.classify;

import java.util.List;

/** Whom something is for: the members of any of these classes; everybody when there are none. */
public record ClassGuard(List<Integer> anyOf) {

    /** For everybody. */
    public static final ClassGuard NONE = new ClassGuard(List.of());

    public ClassGuard {
        anyOf = List.copyOf(anyOf);
    }

    public boolean allows(ClientClasses classes) {
        if (anyOf.isEmpty()) {
            return true;
        }
        for (int i = 0; i < anyOf.size(); i++) {
            if (classes.contains(anyOf.get(i))) {
                return true;
            }
        }
        return false;
    }
}
