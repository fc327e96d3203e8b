package io.holdfast.store.schema;

/** What a database says about its schema. */
public sealed interface SchemaVersion {

    /** The row of Kea's table {@code schema_version}. */
    record Numbered(int major, int minor) implements SchemaVersion, Comparable<Numbered> {

        @Override
        public int compareTo(Numbered other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /** An upgrade from a version that has not come to its end yet; all rows are there (MySQL only). */
    record Upgrading(Numbered from) implements SchemaVersion {

        @Override
        public String toString() {
            return from + ", and an upgrade of it is under way or was interrupted";
        }
    }

    /** No tables at all. */
    record Empty() implements SchemaVersion {

        @Override
        public String toString() {
            return "none (the database is empty)";
        }
    }

    /** Tables, but none called {@code schema_version}, or no single row in it; {@code table} is one of them. */
    record Foreign(String table) implements SchemaVersion {

        @Override
        public String toString() {
            return "none (there is a table " + table + ", but no version of Kea's schema)";
        }
    }

    /** A creation that did not come to its end: our history is there, the version is not. */
    record Unfinished() implements SchemaVersion {

        @Override
        public String toString() {
            return "none (its creation was interrupted)";
        }
    }
}
