package io.holdfast.app.content;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.ConfigBackend;
import io.holdfast.app.database.ConfigBackends;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.source.Contents;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigStore;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.telemetry.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A configuration database that is no database; it can be away. */
final class MemoryConfigDatabase implements ConfigStore {

    final ServiceGate gate = new ServiceGate(_ -> {});
    final List<String> tags = new ArrayList<>();
    final List<Runnable> attempts = new ArrayList<>();
    ConfigContent content = Contents.of(0, "");
    boolean isAway;
    int opened;
    int closed;
    DatabaseWatch watch;

    /** Raises the revision. */
    void has(String members) {
        content = Contents.of(content.revision() + 1, members);
    }

    /** By a transaction that took its numbers before the one that is seen already. */
    void hasLate(String members) {
        ConfigContent late = Contents.of(0, members);
        content = new ConfigContent(
                new AuditMark(content.revision(), content.mark().recent() + 1, 0),
                late.globals(),
                late.optionDefinitions(),
                late.options(),
                late.classes(),
                late.networks(),
                late.subnets());
    }

    void isMadeAnew() {
        content = Contents.of(0, "");
    }

    ConfigBackend open(int number, BackendSettings settings, boolean waiting, ConfigBackends.Listener listener) {
        opened++;
        LossPolicy policy = new LossPolicy(
                settings.onFail() == BackendSettings.OnFail.STOP_RETRY_EXIT,
                settings.onFail() != BackendSettings.OnFail.SERVE_RETRY_CONTINUE,
                settings.maxReconnectTries(),
                settings.reconnectWaitMillis(),
                waiting || settings.retryOnStartup());
        BackendIdentity identity = new BackendIdentity(
                Protocol.DHCP4, "config-" + number, BackendIdentity.Kind.CONFIG_MYSQL, settings.toString());
        DatabaseWatch.Surroundings around = new DatabaseWatch.Surroundings(
                gate, this::later, System::currentTimeMillis, () -> 0.5, Meters.NONE, listener);
        watch = new DatabaseWatch(identity, policy, this::reach, around);
        return new ConfigBackend(settings, this, watch, null, () -> closed++);
    }

    private void later(Duration delay, Runnable attempt) {
        attempts.add(attempt);
    }

    /** The watch notices. */
    void goAway() {
        isAway = true;
        watch.lost("gone");
    }

    void comeBack() {
        isAway = false;
        List<Runnable> due = List.copyOf(attempts);
        attempts.clear();
        due.forEach(Runnable::run);
    }

    private void reach() {
        if (isAway) {
            throw new BackendUnavailable("config", "config is away");
        }
    }

    @Override
    public ConfigContent fetch(String serverTag, @Nullable ConfigContent former) {
        reach();
        tags.add(serverTag);
        return content;
    }

    @Override
    public <T> T read(Function<ConfigReading, T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditMark mark() {
        reach();
        return content.mark();
    }

    @Override
    public void close() {
        closed++;
    }
}
