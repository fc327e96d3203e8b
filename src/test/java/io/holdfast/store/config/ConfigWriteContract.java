package io.holdfast.store.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.RevisionPassed;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of objects, in both protocols alike. */
interface ConfigWriteContract {

    AuditNote NOTE = new AuditNote(List.of("all"), "a test");

    SqlConfigStore store();

    private long write(Consumer<ConfigWriting> work) {
        return write(OptionalLong.empty(), work);
    }

    private long write(OptionalLong expected, Consumer<ConfigWriting> work) {
        return store().write(NOTE, expected, state -> {
            work.accept(state);
            return state.revision();
        });
    }

    private static void server(ConfigWriting state, String tag, String description) {
        state.put(
                new ObjectKey.Server(tag),
                new StoredObject(Map.of("server-tag", tag, "description", description), List.of()));
    }

    private static void parameter(ConfigWriting state, String tag, String name, Object value) {
        state.put(
                new ObjectKey.Global(tag, name), new StoredObject(Map.of("name", name, "value", value), List.of(tag)));
    }

    private long newest() {
        return store().read(state -> state.revision());
    }

    private Optional<StoredObject> find(ObjectKey key) {
        return store().read(state -> state.find(key));
    }

    private Map<String, @Nullable Object> globals(String tag) {
        return store().fetch(tag).globals();
    }

    @Test
    default void oneChangeIsOneRevision() {
        long before = newest();
        long made = write(state -> {
            server(state, "alpha", "first");
            parameter(state, "all", "valid-lifetime", 777L);
            parameter(state, "ALPHA", "t1-percent", 0.25);
            parameter(state, "alpha", "authoritative", true);
            parameter(state, "alpha", "boot-file-name", "été");
            assertThat(state.content("Alpha").globals()).hasSize(4);
        });
        assertThat(made).isGreaterThan(before);
        assertThat(newest()).isEqualTo(made);
        assertThat(globals("alpha"))
                .isEqualTo(Map.of(
                        "valid-lifetime", 777L, "t1-percent", 0.25, "authoritative", true, "boot-file-name", "été"));
        assertThat(globals("all")).isEqualTo(Map.of("valid-lifetime", 777L));
    }

    @Test
    default void aServersOwnComesBeforeThatForAll() {
        write(state -> {
            server(state, "alpha", "");
            parameter(state, "all", "valid-lifetime", 1L);
            parameter(state, "alpha", "valid-lifetime", 2L);
            parameter(state, "all", "renew-timer", 3L);
        });
        List<StoredObject> all = store().read(state -> state.list(ObjectKind.GLOBAL, TagChoice.of("Alpha")));
        assertThat(all)
                .containsExactly(
                        new StoredObject(Map.of("name", "renew-timer", "value", 3L), List.of("all")),
                        new StoredObject(Map.of("name", "valid-lifetime", "value", 2L), List.of("alpha")));
        assertThat(find(new ObjectKey.Global("all", "valid-lifetime")))
                .contains(new StoredObject(Map.of("name", "valid-lifetime", "value", 1L), List.of("all")));
        assertThat(find(new ObjectKey.Global("beta", "valid-lifetime"))).isEmpty();
    }

    @Test
    default void whatIsSetAgainTakesTheFormersPlace() {
        write(state -> parameter(state, "all", "valid-lifetime", 1L));
        AuditMark mark = store().mark();
        write(state -> parameter(state, "all", "valid-lifetime", "text"));
        assertThat(globals("all")).isEqualTo(Map.of("valid-lifetime", "text"));
        assertThat(store().mark()).isNotEqualTo(mark);
        write(state -> server(state, "alpha", "first"));
        write(state -> server(state, "ALPHA", "second"));
        assertThat(find(new ObjectKey.Server("Alpha")))
                .contains(new StoredObject(Map.of("server-tag", "alpha", "description", "second"), List.of()));
    }

    @Test
    default void whatIsForARemovedServerAloneGoesWithIt() {
        write(state -> {
            server(state, "alpha", "");
            parameter(state, "alpha", "valid-lifetime", 2L);
            parameter(state, "all", "valid-lifetime", 1L);
        });
        write(state -> assertThat(state.delete(new ObjectKey.Server("ALPHA"))).isTrue());
        assertThat(globals("alpha")).isEqualTo(Map.of("valid-lifetime", 1L));
        write(state -> server(state, "alpha", ""));
        assertThat(globals("alpha")).isEqualTo(Map.of("valid-lifetime", 1L));
        write(state -> {
            assertThat(state.delete(new ObjectKey.Global("all", "valid-lifetime")))
                    .isTrue();
            assertThat(state.delete(new ObjectKey.Global("all", "valid-lifetime")))
                    .isFalse();
            assertThat(state.delete(new ObjectKey.Server("nobody"))).isFalse();
        });
        assertThat(globals("alpha")).isEmpty();
    }

    @Test
    default void workThatThrowsLeavesNothing() {
        AuditMark mark = store().mark();
        long revision = newest();
        assertThatThrownBy(() -> write(state -> {
                    parameter(state, "all", "valid-lifetime", 1L);
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");
        assertThatThrownBy(() -> write(state -> parameter(state, "nobody", "valid-lifetime", 1L)))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("'nobody'");
        assertThatThrownBy(() -> write(state -> server(state, "x".repeat(65), "")))
                .isInstanceOf(StoredConflict.class)
                .hasMessageContaining("room for 64");
        assertThatThrownBy(() -> write(state -> state.delete(new ObjectKey.Server("All"))))
                .isInstanceOf(StoredConflict.class);
        assertThat(store().mark()).isEqualTo(mark);
        assertThat(newest()).isEqualTo(revision);
        assertThat(globals("all")).isEmpty();
    }

    @Test
    default void whoeverIsTooLateChangesNothing() {
        long first = write(state -> parameter(state, "all", "valid-lifetime", 1L));
        long second = write(OptionalLong.of(first), state -> parameter(state, "all", "valid-lifetime", 2L));
        assertThatThrownBy(() -> write(OptionalLong.of(first), state -> parameter(state, "all", "valid-lifetime", 3L)))
                .isInstanceOfSatisfying(RevisionPassed.class, passed -> {
                    assertThat(passed.expected()).isEqualTo(first);
                    assertThat(passed.actual()).isEqualTo(second);
                });
        assertThat(globals("all")).isEqualTo(Map.of("valid-lifetime", 2L));
    }

    /** Of many who know the same revision one wins; none is lost of those who know none. */
    @Test
    default void writersTakeTurns() throws Exception {
        long known = write(state -> parameter(state, "all", "valid-lifetime", 0L));
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> races = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try {
                            write(OptionalLong.of(known), state -> parameter(state, "all", "renew-timer", (long) i));
                            return true;
                        } catch (RevisionPassed _) {
                            return false;
                        }
                    })
                    .toList();
            int winners = 0;
            for (Future<Boolean> race : writers.invokeAll(races)) {
                winners += race.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            List<Callable<Long>> counts = IntStream.range(0, 12)
                    .<Callable<Long>>mapToObj(_ -> () -> write(state -> {
                        long value = (long) state.find(new ObjectKey.Global("all", "valid-lifetime"))
                                .orElseThrow()
                                .members()
                                .get("value");
                        parameter(state, "all", "valid-lifetime", value + 1);
                    }))
                    .toList();
            for (Future<Long> count : writers.invokeAll(counts)) {
                count.get();
            }
        }
        assertThat(globals("all")).containsEntry("valid-lifetime", 12L);
    }
}
