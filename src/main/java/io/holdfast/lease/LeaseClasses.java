package io.holdfast.lease;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classes a client was in when it got its lease, as Kea keeps them: a list of names, {@code ISC.client-classes} in the
 * lease's user context. By these the databases' triggers count the leases of each class.
 */
public final class LeaseClasses {

    /** What the tables that count leases by class can hold. */
    private static final int LONGEST = 128;

    private static final String ISC = "ISC";
    private static final String MEMBER = "client-classes";

    private LeaseClasses() {}

    /**
     * The name under which leases of a class are counted. Every store must read the same from the JSON text, and clients
     * have a say in the names of classes that templates spawn: one that would have to be escaped, or is too long for the
     * tables, gets a short one of its own.
     */
    public static String counted(String name) {
        boolean plain = name.length() <= LONGEST;
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c >= ' ' && c != '"' && c != '\\' && c != 0x7f;
        }
        return plain ? name : "CLASS_" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A lease's user context with these as its classes, and everything else it held. */
    public static String putInto(@Nullable String userContext, List<String> names) {
        StringBuilder list = new StringBuilder("[ ");
        for (String name : names) {
            list.append(list.length() > 2 ? ", \"" : "\"").append(counted(name)).append('"');
        }
        String isc = userContext == null ? null : JsonMembers.member(userContext, ISC);
        return JsonMembers.with(
                userContext,
                ISC,
                JsonMembers.with(isc, MEMBER, list.append(" ]").toString()));
    }

    /** The names in a lease's user context; none when it has no such list. */
    public static List<String> of(@Nullable String userContext) {
        if (userContext == null || !userContext.contains(MEMBER)) {
            return List.of();
        }
        String isc = JsonMembers.member(userContext, ISC);
        String list = isc == null ? null : JsonMembers.member(isc, MEMBER);
        return list == null ? List.of() : texts(list);
    }

    /** What stands between quotes. */
    private static List<String> texts(String list) {
        List<String> texts = new ArrayList<>();
        int start = list.indexOf('"');
        while (start >= 0) {
            int end = start + 1;
            while (end < list.length() && list.charAt(end) != '"') {
                end += list.charAt(end) == '\\' ? 2 : 1;
            }
            texts.add(list.substring(start + 1, Math.min(end, list.length())));
            start = list.indexOf('"', end + 1);
        }
        return texts;
    }
}
