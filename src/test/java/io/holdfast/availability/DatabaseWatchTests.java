package io.holdfast.availability;

import static io.holdfast.availability.Connectivity.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.holdfast.availability.Connectivity.Abandoned;
import io.holdfast.availability.Connectivity.Connected;
import io.holdfast.availability.Connectivity.Connecting;
import io.holdfast.availability.Connectivity.Recovering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DatabaseWatchTests {

    private static final LossPolicy STOP = new LossPolicy(true, true, 3, 1000, false);
    private static final LossPolicy SERVE = new LossPolicy(false, true, 3, 1000, false);
    private static final LossPolicy CONTINUE = new LossPolicy(false, false, 3, 1000, false);
    private static final LossPolicy PATIENT = new LossPolicy(true, true, 3, 1000, true);

    private final HandScheduler scheduler = new HandScheduler(1_000_000);
    private final ServiceGate gate = new ServiceGate(_ -> {});
    private final List<String> heard = new ArrayList<>();
    private final List<Long> attempts = new ArrayList<>();
    private @Nullable Throwable fault;

    private final DatabaseWatch.Listener listener = new DatabaseWatch.Listener() {
        @Override
        public void recovered(DatabaseWatch watch, Duration outage) {
            heard.add("recovered after " + outage.toMillis());
        }

        @Override
        public void fatal(DatabaseWatch watch) {
            heard.add("fatal");
        }
    };

    private DatabaseWatch watch(LossPolicy policy) {
        return Watches.lease(policy, gate, this::reach, scheduler, listener);
    }

    private DatabaseWatch started(LossPolicy policy) {
        DatabaseWatch watch = watch(policy);
        watch.start();
        attempts.clear();
        return watch;
    }

    private void reach() {
        attempts.add(scheduler.millis());
        switch (fault) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }

    private void down() {
        fault = new BackendUnavailable("lease", "down");
    }

    @Test
    void nTriesMeanNAttemptsWithPausesBetweenAndTheFirstAtOnce() {
        DatabaseWatch watch = started(STOP);
        down();
        watch.lost("down");
        assertThat(attempts).as("never on the caller's thread").isEmpty();
        scheduler.turn(Duration.ofMinutes(5));
        assertThat(attempts).containsExactly(1_000_000L, 1_001_000L, 1_002_000L);
        assertThat(watch.state()).isEqualTo(new Abandoned(1_000_000, 3, NEVER, "down"));
        assertThat(heard).containsExactly("fatal");
        assertThat(scheduler.waiting()).isZero();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void ofManyCallersOneStartsTheRecovery() {
        DatabaseWatch watch = started(STOP);
        down();
        for (int i = 0; i < 10; i++) {
            watch.lost("down " + i);
        }
        assertThat(scheduler.waiting()).isEqualTo(1);
        assertThat(watch.state()).isEqualTo(new Recovering(1_000_000, 0, 3, 1_000_000, "down 0"));
    }

    @Test
    void ofManyThreadsOneStartsTheRecovery() throws InterruptedException {
        DatabaseWatch watch = started(STOP);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                watch.lost("down");
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void itComesBackAndSaysForHowLongItWasAway() {
        DatabaseWatch watch = started(STOP);
        down();
        watch.lost("down");
        assertThat(gate.reasons()).containsExactly(Reason.database(6002, "lease"));
        assertThat(watch.isUsable()).isFalse();
        scheduler.turn(Duration.ofMillis(1500));
        fault = null;
        scheduler.turn(Duration.ofMillis(500));
        assertThat(watch.state()).isEqualTo(new Connected(1_002_000));
        assertThat(heard).containsExactly("recovered after 2000");
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void everyLossHasAllItsTries() {
        DatabaseWatch watch = started(STOP);
        for (int i = 0; i < 4; i++) {
            down();
            watch.lost("down");
            scheduler.turn(Duration.ofMillis(1500));
            fault = null;
            scheduler.turn(Duration.ofMillis(500));
            assertThat(watch.isUsable()).isTrue();
        }
        assertThat(heard).hasSize(4);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void theServiceStaysOnWhenThePolicySaysSo() {
        DatabaseWatch watch = started(SERVE);
        down();
        watch.lost("down");
        assertThat(gate.isOpen()).isTrue();
        scheduler.turn(Duration.ofMinutes(5));
        assertThat(heard).containsExactly("fatal");
        assertThat(attempts).hasSize(3);
    }

    @Test
    void itIsTriedSlowlyForEverWhenTheProcessLivesOn() {
        DatabaseWatch watch = started(CONTINUE);
        down();
        watch.lost("down");
        scheduler.turn(Duration.ofSeconds(2 + 30 * 10));
        assertThat(attempts).hasSize(3 + 10);
        assertThat(heard).isEmpty();
        assertThat(watch.state()).isInstanceOf(Abandoned.class);
        fault = null;
        scheduler.turn(Duration.ofSeconds(30));
        assertThat(watch.isUsable()).isTrue();
        assertThat(heard).containsExactly("recovered after 332000");
    }

    @Test
    void withoutTriesOrPauseThereIsNoRecoveryButTheSlowOne() {
        DatabaseWatch ending = started(new LossPolicy(true, true, 0, 0, false));
        ending.lost("down");
        assertThat(heard).containsExactly("fatal");
        assertThat(scheduler.waiting()).isZero();
        heard.clear();

        DatabaseWatch living = started(new LossPolicy(false, false, 2, 0, false));
        down();
        living.lost("down");
        scheduler.turn(Duration.ofSeconds(30 * 5));
        assertThat(attempts).as("at 30, 60, 90, 120 and 150 s").hasSize(5);
        assertThat(heard).isEmpty();
    }

    @Test
    void theStartFailsWhenTheDatabaseIsAway() {
        down();
        DatabaseWatch watch = watch(STOP);
        assertThatThrownBy(watch::start).isSameAs(fault);
        assertThat(scheduler.waiting()).isZero();
        assertThat(gate.isOpen()).isTrue();
        assertThat(watch.state()).as("for status-get").isEqualTo(new Abandoned(1_000_000, 1, NEVER, "down"));
    }

    @Test
    void theStartWaitsForTheDatabaseWhenToldSo() {
        down();
        DatabaseWatch watch = watch(PATIENT);
        watch.start();
        assertThat(gate.isOpen()).isFalse();
        assertThat(watch.state()).isEqualTo(new Recovering(1_000_000, 0, 3, 1_000_000, "down"));
        scheduler.turn(Duration.ofMillis(1500));
        fault = null;
        scheduler.turn(Duration.ofMillis(500));
        assertThat(heard).as("the totals must be counted").containsExactly("recovered after 2000");
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void whatWaitingDoesNotCureFailsTheStartEvenIfItIsToldToWait() {
        fault = new IllegalStateException("schema refused");
        DatabaseWatch watch = watch(PATIENT);
        assertThatThrownBy(watch::start).isSameAs(fault);
        assertThat(scheduler.waiting()).isZero();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void whateverIsWrongDuringTheRecoveryIsAFailedAttempt() {
        DatabaseWatch watch = started(STOP);
        fault = new IllegalStateException("schema refused");
        watch.lost("down");
        scheduler.turn();
        assertThat(watch.state()).isEqualTo(new Recovering(1_000_000, 1, 2, 1_001_000, "schema refused"));
        fault = new StackOverflowError();
        scheduler.turn(Duration.ofSeconds(1));
        assertThat(watch.state()).isEqualTo(new Recovering(1_000_000, 2, 1, 1_002_000, "java.lang.StackOverflowError"));
        fault = null;
        scheduler.turn(Duration.ofSeconds(1));
        assertThat(watch.isUsable()).isTrue();
    }

    @Test
    void beforeItIsReachedNobodyLosesIt() {
        DatabaseWatch watch = watch(STOP);
        watch.lost("down");
        assertThat(watch.state()).isInstanceOf(Connecting.class);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aLossDuringTheRecoverysLastStepIsNotForgotten() {
        DatabaseWatch watch = Watches.lease(STOP, gate, this::reach, scheduler, new DatabaseWatch.Listener() {
            @Override
            public void recovered(DatabaseWatch back, Duration outage) {
                if (heard.isEmpty()) {
                    back.lost("gone again while counting");
                }
                heard.add("recovered");
            }

            @Override
            public void fatal(DatabaseWatch gone) {
                heard.add("fatal");
            }
        });
        watch.start();
        watch.lost("down");
        scheduler.turn(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("recovered", "recovered");
        assertThat(watch.isUsable()).isTrue();
        assertThat(gate.isOpen()).isTrue();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void aListenerThatFailsDoesNotUndoTheRecovery() {
        DatabaseWatch watch = Watches.lease(STOP, gate, this::reach, scheduler, new DatabaseWatch.Listener() {
            @Override
            public void recovered(DatabaseWatch back, Duration outage) {
                throw new IllegalStateException("cannot count");
            }

            @Override
            public void fatal(DatabaseWatch gone) {}
        });
        watch.start();
        watch.lost("down");
        scheduler.turn();
        assertThat(watch.isUsable()).isTrue();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void closingEndsTheAttemptsAndTakesItsReasonAlong() {
        DatabaseWatch watch = started(STOP);
        down();
        watch.lost("down");
        scheduler.turn();
        watch.close();
        scheduler.turn(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(1);
        assertThat(gate.isOpen()).isTrue();
        watch.lost("late");
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void anAttemptUnderWayWhenItIsClosedChangesNothing() {
        DatabaseWatch[] itself = new DatabaseWatch[1];
        DatabaseWatch watch = Watches.lease(
                STOP,
                gate,
                () -> {
                    if (!attempts.isEmpty()) {
                        itself[0].close();
                    }
                    reach();
                },
                scheduler,
                listener);
        itself[0] = watch;
        watch.start();
        watch.lost("down");
        scheduler.turn(Duration.ofMinutes(1));
        assertThat(heard).isEmpty();
        assertThat(scheduler.waiting()).isZero();
    }

    /** A reconfiguration opens the new database before it closes the old one, and both have one origin. */
    @Test
    void closingOneDatabaseLeavesTheReasonOfItsSuccessor() {
        DatabaseWatch former = started(STOP);
        down();
        former.lost("down");
        DatabaseWatch next = watch(PATIENT);
        next.start();
        former.close();
        assertThat(gate.isOpen()).isFalse();
        fault = null;
        scheduler.turn();
        assertThat(next.isUsable()).isTrue();
        assertThat(gate.isOpen()).isTrue();
    }

    /** Nobody needs to be told of a loss by its echo. */
    @Test
    void whatIsKnownAlreadyIsNoLoss() {
        DatabaseWatch watch = started(STOP);
        watch.lost(BackendUnavailable.known("lease", "the connection was taken away", null));
        assertThat(watch.isUsable()).isTrue();
        watch.lost(new BackendUnavailable("lease", "gone"));
        assertThat(watch.isUsable()).isFalse();
    }

    @Test
    void pausesGrowAndAreSpread() {
        DatabaseWatch watch = Watches.lease(
                new LossPolicy(true, false, 6, new Backoff(1000, 5000, 0), false),
                gate,
                this::reach,
                scheduler,
                listener);
        watch.start();
        attempts.clear();
        down();
        watch.lost("down");
        scheduler.turn(Duration.ofSeconds(20));
        assertThat(attempts).containsExactly(1_000_000L, 1_001_000L, 1_003_000L, 1_007_000L, 1_012_000L, 1_017_000L);
        Backoff spread = new Backoff(1000, 0, 0.2);
        assertThat(List.of(spread.pause(1, 0), spread.pause(9, 0.5), spread.pause(1, 1)))
                .containsExactly(800L, 1000L, 1200L);
    }

    /** The strictest on-fail wins, and service is back when the last reason is gone. */
    @Test
    void severalBackendsAreIndependent() {
        boolean[] away = {true, true, true};
        List<DatabaseWatch> watches = new ArrayList<>();
        BackendIdentity.Kind[] kinds = {
            BackendIdentity.Kind.LEASE_POSTGRESQL,
            BackendIdentity.Kind.HOSTS_MYSQL,
            BackendIdentity.Kind.CONFIG_POSTGRESQL
        };
        LossPolicy[] policies = {
            new LossPolicy(true, true, 100, 1000, false), CONTINUE, new LossPolicy(true, true, 100, 1000, false)
        };
        for (int i = 0; i < kinds.length; i++) {
            int number = i;
            watches.add(Watches.of(
                    kinds[i],
                    policies[i],
                    gate,
                    () -> {
                        if (watches.get(number).state() instanceof Recovering && away[number]) {
                            throw new BackendUnavailable("x", "down");
                        }
                    },
                    scheduler,
                    listener));
        }
        watches.forEach(DatabaseWatch::start);
        watches.forEach(watch -> watch.lost("down"));
        assertThat(gate.reasons()).extracting(Reason::origin).containsExactly(6002, 6022);
        away[0] = false;
        scheduler.turn(Duration.ofSeconds(5));
        assertThat(gate.reasons()).extracting(Reason::origin).containsExactly(6022);
        assertThat(watches.get(0).isUsable()).isTrue();
        assertThat(watches.get(1).state()).as("it has used up its tries").isInstanceOf(Abandoned.class);
        away[2] = false;
        scheduler.turn(Duration.ofSeconds(1));
        assertThat(gate.isOpen()).isTrue();
        assertThat(heard).noneMatch(word -> word.equals("fatal"));
    }

    @Test
    void aQuietBackendIsLookedAtWhileItIsThere() {
        DatabaseWatch watch = started(STOP);
        List<Long> looks = new ArrayList<>();
        IdleCheck check = new IdleCheck(
                watch,
                () -> {
                    looks.add(scheduler.millis());
                    reach();
                },
                Duration.ofSeconds(3),
                scheduler);
        check.start();
        scheduler.turn(Duration.ofSeconds(7));
        assertThat(looks).containsExactly(1_003_000L, 1_006_000L);
        down();
        scheduler.turn(Duration.ofMillis(2500));
        assertThat(watch.isUsable()).isFalse();
        looks.clear();
        scheduler.turn(Duration.ofMillis(2000));
        assertThat(looks).as("while it is away, the probe looks").isEmpty();
        fault = null;
        check.close();
        scheduler.turn(Duration.ofMinutes(1));
        assertThat(looks).isEmpty();
    }

    /** Alerts on the log of Kea go on working. */
    @Test
    void theMessagesAreKeas() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(DatabaseWatch.class);
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            DatabaseWatch watch = started(STOP);
            down();
            watch.lost("down");
            scheduler.turn(Duration.ofMinutes(1));
            DatabaseWatch waiting = watch(PATIENT);
            waiting.start();
            fault = null;
            scheduler.turn();
            watch(new LossPolicy(true, true, 0, 0, false)).start();
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("DHCP4_DB_RECONNECT_LOST_CONNECTION DATABASE_PGSQL_FATAL_ERROR"),
                        line -> assertThat(line)
                                .startsWith("PGSQL_LB_DB_RECONNECT_ATTEMPT_FAILED")
                                .contains("PGSQL_LB_DB_RECONNECT_ATTEMPT_SCHEDULE next in 1000 ms, 2 left"),
                        line -> assertThat(line).startsWith("PGSQL_LB_DB_RECONNECT_ATTEMPT_FAILED"),
                        line -> assertThat(line)
                                .startsWith("DHCP4_FATAL_DB_RECONNECT_FAILED PGSQL_LB_DB_RECONNECT_FAILED"),
                        line -> assertThat(line)
                                .startsWith("DHCP4_DB_RECONNECT_LOST_CONNECTION"
                                        + " DHCPSRV_LEASE_MGR_DB_OPEN_CONNECTION_WITH_RETRY_FAILED"),
                        line -> assertThat(line).startsWith("DHCP4_DB_RECONNECT_SUCCEEDED"));
    }
}
