package io.holdfast.store.schema;

/** Whether a database's schema can be worked with. */
public sealed interface SchemaOutcome {

    /** It is one that we know, as it was. */
    record Ready(SchemaVersion.Numbered version) implements SchemaOutcome {}

    /** The database was empty; now it has our schema. */
    record Initialised(SchemaVersion.Numbered version) implements SchemaOutcome {}

    /** It cannot be worked with; {@code reason} is a sentence for an operator: what is there, what is needed, what to do. */
    record Refused(String reason) implements SchemaOutcome {}
}
