package io.holdfast.store.schema;

import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.util.List;

/** What came of an upgrade. */
sealed interface UpgradeOutcome {

    record Upgraded(Numbered from, Numbered to) implements UpgradeOutcome {}

    /** It was only asked for. */
    record Possible(Numbered from, Numbered to) implements UpgradeOutcome {}

    record UpToDate(Numbered version) implements UpgradeOutcome {}

    /** Sentences for an operator: what is in the way and what to do. Nothing is lost. */
    record Impossible(List<String> reasons) implements UpgradeOutcome {}
}
