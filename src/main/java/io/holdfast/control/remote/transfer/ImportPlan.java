package io.holdfast.control.remote.transfer;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.remote.TagArgument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be changed in a database that it has what a file has. Objects that are the same already are not touched, so
 * that other servers need not fetch them.
 */
final class ImportPlan {

    private final Protocol protocol;
    private final ImportWish wish;
    private final Map<ObjectKind, Map<Object, StoredObject>> shared = new EnumMap<>(ObjectKind.class);
    private final List<ImportStep> removals = new ArrayList<>();
    private final List<ImportStep> puts = new ArrayList<>();
    private final List<ImportStep> lastRemovals = new ArrayList<>();

    /** What stays although the file does not have it, because other servers have it, too. */
    private final Set<String> kept = new LinkedHashSet<>();

    private ImportPlan(Protocol protocol, ImportWish wish) {
        this.protocol = protocol;
        this.wish = wish;
    }

    /** @throws StoredConflict when the database has something for other servers, too, that would become another */
    static ImportPlan of(Protocol protocol, ConfigReading db, List<Holding> holdings, ImportWish wish) {
        ImportPlan plan = new ImportPlan(protocol, wish);
        TagChoice everybody = TagArgument.everybody(db);
        for (ObjectKind kind : List.of(ObjectKind.CLIENT_CLASS, ObjectKind.NETWORK, ObjectKind.SUBNET)) {
            Map<Object, StoredObject> there = new LinkedHashMap<>();
            db.list(kind, everybody).forEach(each -> there.put(Holding.id(kind, each.members()), each));
            plan.shared.put(kind, there);
        }
        for (ObjectKind kind : List.of(ObjectKind.DEFINITION, ObjectKind.GLOBAL, ObjectKind.OPTION)) {
            wish.tags().forEach(tag -> plan.ofOneServer(db, of(kind, holdings), kind, tag));
        }
        plan.classes(of(ObjectKind.CLIENT_CLASS, holdings));
        plan.networks(of(ObjectKind.NETWORK, holdings));
        plan.subnets(of(ObjectKind.SUBNET, holdings));
        return plan;
    }

    private static Map<Object, Holding> of(ObjectKind kind, List<Holding> holdings) {
        Map<Object, Holding> some = new LinkedHashMap<>();
        holdings.stream().filter(each -> each.kind() == kind).forEach(each -> some.put(each.id(), each));
        return some;
    }

    private Map<Object, StoredObject> there(ObjectKind kind) {
        return Objects.requireNonNull(shared.get(kind), "listed before");
    }

    private void ofOneServer(ConfigReading db, Map<Object, Holding> wanted, ObjectKind kind, String tag) {
        Map<Object, StoredObject> own = new LinkedHashMap<>();
        db.list(kind, TagChoice.of(tag)).stream()
                .filter(each -> each.serverTags().stream().allMatch(tag::equalsIgnoreCase)) // else it is that for all
                .forEach(each -> own.put(Holding.id(kind, each.members()), each));
        wanted.forEach((id, holding) -> {
            StoredObject present = own.get(id);
            if (present == null || !Values.same(present.members(), holding.members())) {
                put(holding, tag, new StoredObject(holding.members(), List.of(tag)), List.of(tag));
            }
        });
        if (wish.replace()) {
            own.keySet().stream()
                    .filter(id -> !wanted.containsKey(id))
                    .forEach(id ->
                            lastRemovals.add(new ImportStep.Delete(Holding.key(kind, id, tag), true, List.of(tag))));
        }
    }

    private void put(Holding holding, String tag, StoredObject object, List<String> tags) {
        puts.add(new ImportStep.Put(Holding.key(holding.kind(), holding.id(), tag), object, tags));
    }

    /**
     * Each behind the one before it in the file. Where one that is there would have to move, they are all made anew: a
     * database moves no class behind those that need it, or did before this.
     */
    private void classes(Map<Object, Holding> wanted) {
        Map<Object, StoredObject> there = there(ObjectKind.CLIENT_CLASS);
        List<Object> backwards = new ArrayList<>(there.keySet()).reversed(); // none goes before those that need it
        ClassOrder order = ClassOrder.of(wanted.keySet(), there.keySet());
        boolean anew = order.moved().keySet().stream().anyMatch(there::containsKey);
        if (anew) {
            for (Object name : backwards) {
                if (wanted.containsKey(name)) {
                    removals.add(delete(ObjectKind.CLIENT_CLASS, name, false));
                } else {
                    remove(ObjectKind.CLIENT_CLASS, wanted, List.of(name), removals);
                }
            }
            order = ClassOrder.of(wanted.keySet(), Set.of());
        } else {
            remove(ObjectKind.CLIENT_CLASS, wanted, backwards, lastRemovals);
        }
        for (Holding holding : wanted.values()) {
            if (differs(holding) || anew) {
                String before = order.moved().get(holding.id());
                puts.add(new ImportStep.PutClass(next(holding), before, holding.needs(), affected(holding)));
            }
        }
    }

    private ImportStep delete(ObjectKind kind, Object id, boolean removal) {
        return new ImportStep.Delete(
                Holding.key(kind, id, StoredObject.ALL),
                removal,
                Objects.requireNonNull(there(kind).get(id)).serverTags());
    }

    private void networks(Map<Object, Holding> wanted) {
        wanted.values().stream()
                .filter(this::differs)
                .forEach(each -> put(each, StoredObject.ALL, next(each), affected(each)));
        remove(ObjectKind.NETWORK, wanted, there(ObjectKind.NETWORK).keySet(), lastRemovals);
    }

    /** Those that go, go first: others may have their prefixes. */
    private void subnets(Map<Object, Holding> wanted) {
        Map<Object, StoredObject> there = there(ObjectKind.SUBNET);
        remove(ObjectKind.SUBNET, wanted, there.keySet(), removals);
        wanted.values().stream().filter(this::differs).forEach(each -> {
            StoredObject present = there.get(each.id());
            if (present != null && !prefix(present.members()).equals(prefix(each.members()))) {
                removals.add(delete(ObjectKind.SUBNET, each.id(), false));
            }
            put(each, StoredObject.ALL, next(each), affected(each));
        });
    }

    /** However it is written. */
    private Object prefix(Map<String, ?> subnet) {
        String text = String.valueOf(subnet.get("subnet"));
        try {
            return ProtocolTerms.pool(protocol, text.replace(" ", ""));
        } catch (IllegalArgumentException _) { // as somebody else has written it into the table
            return text;
        }
    }

    private void remove(
            ObjectKind kind, Map<Object, Holding> wanted, Iterable<Object> candidates, List<ImportStep> steps) {
        if (!wish.replace()) {
            return;
        }
        for (Object id : candidates) {
            List<String> tags = Objects.requireNonNull(there(kind).get(id)).serverTags();
            if (wanted.containsKey(id)) {
                continue;
            }
            if (wish.owns(tags)) {
                steps.add(delete(kind, id, true));
            } else if (wish.touches(tags)) {
                kept.add(Holding.words(kind, id));
            }
        }
    }

    /**
     * Whether an object for several servers must be put.
     *
     * @throws StoredConflict when servers have it that the file is not for, and it would change for them
     */
    private boolean differs(Holding holding) {
        StoredObject present = there(holding.kind()).get(holding.id());
        if (present == null) {
            return true;
        }
        List<String> tags = present.serverTags();
        boolean changes = !Values.same(present.members(), holding.members());
        if (changes && !wish.covers(tags)) {
            throw new StoredConflict(holding.words() + " is there for the servers " + String.join(", ", tags)
                    + " and not as in the file; import it for all of these, or give it another "
                    + (holding.kind() == ObjectKind.SUBNET ? "id" : "name"));
        }
        return changes || !has(tags);
    }

    /** Whether an object with these tags is for all servers that the file is for. */
    private boolean has(List<String> tags) {
        List<String> present = ImportWish.lower(tags);
        return present.contains(StoredObject.ALL) || present.containsAll(ImportWish.lower(wish.tags()));
    }

    /** As it is to be: also for those that have it now. */
    private StoredObject next(Holding holding) {
        StoredObject present = there(holding.kind()).get(holding.id());
        List<String> tags = new ArrayList<>(present == null || wish.isForAll() ? List.of() : present.serverTags());
        List<String> known = ImportWish.lower(tags);
        if (!known.contains(StoredObject.ALL)) {
            wish.tags().stream()
                    .filter(tag -> !known.contains(tag.toLowerCase(Locale.ROOT)))
                    .forEach(tags::add);
        }
        return new StoredObject(holding.members(), tags);
    }

    private List<String> affected(Holding holding) {
        StoredObject present = there(holding.kind()).get(holding.id());
        return Stream.concat(wish.tags().stream(), present == null ? Stream.of() : present.serverTags().stream())
                .toList();
    }

    /** In the order in which they can be done. */
    List<ImportStep> steps() {
        return Stream.of(removals, puts, lastRemovals).flatMap(List::stream).toList();
    }

    List<String> kept() {
        return List.copyOf(kept);
    }
}
