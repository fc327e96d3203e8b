package io.holdfast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.holdfast.app.Holdfast;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of who may use whom. A new package needs a row here; an arrow that is not in its row fails. */
class ArchitectureTests {

    private static final String ROOT = "io.holdfast.";

    private static final String TABLE = """
            address       -
            telemetry     address
            availability  address telemetry
            wire          address
            lease         address telemetry
            transport     address telemetry
            classify      address wire
            host          address wire availability
            config        address wire classify host
            allocate      address lease config
            reclaim       address lease config availability telemetry
            store         address wire lease host config availability telemetry
            engine        address wire classify lease host config allocate
            pipeline      address wire classify lease host config allocate engine transport availability telemetry
            control       address wire classify lease host config availability telemetry reclaim
            rest          address lease host config control
            app           *
            """;

    /** Everything that is compiled to where the program's main class is: not the tests, wherever they are. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Holdfast.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyArrowIsInTheTable() {
        Map<String, Set<String>> rows = rows();
        Set<String> strangers = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            String source = room(from);
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                String target = room(to);
                if (to.getPackageName().startsWith(ROOT)
                        && !source.equals(target)
                        && !rows.getOrDefault(source, Set.of()).contains("*")
                        && !rows.getOrDefault(source, Set.of()).contains(target)) {
                    strangers.add(
                            source + " -> " + target + ": " + from.getSimpleName() + " uses " + to.getSimpleName());
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> rooms =
                CLASSES.stream().map(ArchitectureTests::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms).isEqualTo(new TreeSet<>(rows().keySet()));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("io.holdfast.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.holdfast.config.compile.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void springsWebContextAndBootAreOnlyInRestAndApp() {
        noClasses()
                .that(not(resideInAnyPackage("io.holdfast.rest..", "io.holdfast.app..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.context..",
                        "org.springframework.beans..")
                .check(CLASSES);
    }

    @Test
    void databasesAreOnlyInStoreAndApp() {
        noClasses()
                .that(not(resideInAnyPackage("io.holdfast.store..", "io.holdfast.app..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.flywaydb..", "com.zaxxer..")
                .check(CLASSES);
    }

    /** And where TLS is put over the connections of database drivers. */
    @Test
    void networkSocketsAreOnlyInTransportAndTheControlPlane() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "io.holdfast.transport..",
                        "io.holdfast.rest..",
                        "io.holdfast.app..",
                        "io.holdfast.store.tls..")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\..*Socket.*|java\\.nio\\.channels\\.(Datagram|Socket|ServerSocket)Channel")
                .check(CLASSES);
    }

    @Test
    void threadsClocksAndChanceAreMadeInApp() {
        noClasses()
                .that(not(resideInAnyPackage("io.holdfast.app..")))
                .should()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executors.class)
                .check(CLASSES);
    }

    private static Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split("\\s+");
            rows.put(
                    words[0],
                    Arrays.stream(words).skip(1).filter(w -> !w.equals("-")).collect(Collectors.toSet()));
        }
        return rows;
    }

    /** The package directly below the root: {@code wire} for {@code io.holdfast.wire.v4}. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}
