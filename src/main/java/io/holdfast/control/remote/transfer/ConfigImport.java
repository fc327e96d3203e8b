package io.holdfast.control.remote.transfer;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.control.Outcome;
import io.holdfast.control.remote.Answer;
import io.holdfast.control.remote.ConfigTarget;
import io.holdfast.control.remote.RemoteDesk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration file into a database: all that it has a place for in one transaction, or nothing. */
public final class ConfigImport {

    private final ServerConfig file;
    private final FileHoldings found;

    /**
     * @param file as it was compiled
     * @throws io.holdfast.control.RefusedException when something of it cannot be brought into the form of databases
     */
    public ConfigImport(ServerConfig file) {
        this.file = file;
        this.found = FileHoldings.of(file);
    }

    /** @return with the counts of what there is and of what was done, and the names of what stays in the file */
    public Outcome into(ConfigTarget target, ImportWish wish) {
        ImportPlan before;
        try {
            before = target.read(db -> plan(db, wish));
        } catch (StoredConflict conflict) {
            return new Outcome.Refused(String.valueOf(conflict.getMessage()));
        }
        List<ImportStep> steps = before.steps();
        if (steps.isEmpty()) {
            return RemoteDesk.unchanged(target, wish.expected(), answer(before));
        }
        List<String> tags =
                steps.stream().flatMap(step -> step.tags().stream()).distinct().toList();
        AuditNote note = new AuditNote(tags, "configuration imported");
        return RemoteDesk.write(target, wish.expected(), note, db -> {
            ImportPlan plan = plan(db, wish); // somebody may have changed something since
            plan.steps().forEach(step -> step.on(db));
            return answer(plan);
        });
    }

    private ImportPlan plan(ConfigReading db, ImportWish wish) {
        return ImportPlan.of(file.protocol(), db, found.holdings(), wish);
    }

    private Answer answer(ImportPlan plan) {
        List<ImportStep> steps = plan.steps();
        long removed = steps.stream()
                .filter(step -> step instanceof ImportStep.Delete delete && delete.removal())
                .count();
        long written = steps.stream()
                .filter(step -> !(step instanceof ImportStep.Delete))
                .count();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("objects", counts());
        arguments.put("written", written);
        arguments.put("removed", removed);
        arguments.put("not-imported", found.leftOut());
        arguments.put("kept", plan.kept());
        String text = written + removed == 0
                ? "The configuration database has all of it already: nothing was changed."
                : "Configuration imported: " + written + " object(s) written, " + removed + " removed.";
        return new Answer(text, arguments, false);
    }

    /** Of what the file has that is in the database now. */
    private Map<String, @Nullable Object> counts() {
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        for (ObjectKind kind : ObjectKind.values()) {
            String name = section(kind);
            if (name != null) {
                counts.put(
                        name,
                        found.holdings().stream()
                                .filter(each -> each.kind() == kind)
                                .count());
            }
        }
        return counts;
    }

    private static @Nullable String section(ObjectKind kind) {
        return switch (kind) {
            case SERVER -> null;
            case GLOBAL -> "global-parameters";
            case DEFINITION -> "option-def";
            case OPTION -> "option-data";
            case CLIENT_CLASS -> "client-classes";
            case NETWORK -> "shared-networks";
            case SUBNET -> "subnets";
        };
    }
}
