package io.holdfast.config.stored;

import java.util.List;

/** What makes two objects in a configuration database the same. Tags are compared in any case. */
public sealed interface ObjectKey {

    record Server(String tag) implements ObjectKey {}

    /**
     * @param tag of the one server it is for; {@code all}
     * @param name with that of its map, if it is in one: {@code expired-leases-processing.hold-reclaimed-time}
     */
    record Global(String tag, String name) implements ObjectKey {}

    /** @param tag of the one server it is for; {@code all} */
    record Definition(String tag, int code, String space) implements ObjectKey {}

    /** @param classes that it is for, in their order; none when it is for all */
    record Option(OptionHome home, int code, String space, List<String> classes) implements ObjectKey {

        public Option {
            classes = List.copyOf(classes);
        }
    }

    record ClientClass(String name) implements ObjectKey {}

    record Network(String name) implements ObjectKey {}

    /** @param id 1 to 4294967294 */
    record Subnet(long id) implements ObjectKey {}
}
