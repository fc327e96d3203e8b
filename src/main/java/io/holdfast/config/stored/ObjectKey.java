package io.holdfast.config.stored;

/** What makes two objects in a configuration database the same. Tags are compared in any case. */
public sealed interface ObjectKey {

    record Server(String tag) implements ObjectKey {}

    /**
     * @param tag of the one server it is for; {@code all}
     * @param name with that of its map, if it is in one: {@code expired-leases-processing.hold-reclaimed-time}
     */
    record Global(String tag, String name) implements ObjectKey {}
}
