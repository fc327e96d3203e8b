package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers with the tags a, b and none on one database: by commands of the first, objects come, change hands and go, and
 * each server has just its share. How soon the others have theirs is printed.
 */
@Timeout(300)
class RemoteTagTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    /** None of them would look of its own for an hour. */
    @Test
    void postgresqlTellsTheOthers() throws Exception {
        share("PostgreSQL", TestDatabases.postgresql().withSchema(), 3600);
    }

    @Test
    void theOthersLookAtMariadb() throws Exception {
        share("MariaDB", TestDatabases.mariadb().withSchema(), 1);
    }

    @Test
    void theOthersLookAtMysql() throws Exception {
        share("MySQL", TestDatabases.mysql().withSchema(), 1);
    }

    private void share(String product, TestDatabase database, int seconds) throws Exception {
        try (WholeServer a = server(database, "\"server-tag\": \"a\",", "a", seconds);
                WholeServer b = server(database, "\"server-tag\": \"B\",", "b", seconds);
                WholeServer untagged = server(database, "", "untagged", seconds)) {
            new Fleet(product, Map.of("a", a, "b", b, "untagged", untagged)).tryOut();
        }
    }

    private WholeServer server(TestDatabase database, String tag, String name, int seconds) throws Exception {
        return new WholeServer(directory.resolve(name), """
                %s "lease-database": { "type": "memfile", "persist": false },
                "config-control": { "config-fetch-wait-time": %d, "config-databases": [ %s ] }
                """.formatted(
                        tag,
                        seconds,
                        WholeServer.waitedFor(
                                database.settings(), database.settings().host().port())));
    }

    /** @param servers the first, which is commanded, is called a */
    private record Fleet(String product, Map<String, WholeServer> servers) {

        private static final String ALL = "all";

        void tryOut() throws Exception {
            for (String tag : List.of("a", "b")) {
                command("remote-server4-set", "\"servers\": [ { \"server-tag\": \"" + tag + "\" } ]");
            }
            setEach("first");
            has(Map.of("a", own("a"), "b", own("b"), "untagged", own()), "each its own");
            move();
            delete();
        }

        /** Of each kind one for a, one for b, and one for all, and an option that each has in its own words. */
        private void setEach(String word) throws Exception {
            for (String tag : List.of("a", "b", ALL)) {
                option(tag, word + "-" + tag);
                sharable("class", "client-classes", "{ \"name\": \"class-" + tag + "\" }", tag);
                sharable("network", "shared-networks", "{ \"name\": \"net-" + tag + "\" }", tag);
                sharable("subnet", "subnets", subnet(tag), tag);
            }
        }

        private static String subnet(String tag) {
            int id = List.of("a", "b", ALL).indexOf(tag) + 5;
            return "{ \"id\": " + id + ", \"subnet\": \"192.0." + id + ".0/24\", \"shared-network-name\": \"net-" + tag
                    + "\" }";
        }

        private void option(String tag, String data) throws Exception {
            command(
                    "remote-option4-global-set",
                    "\"options\": [ { \"name\": \"domain-name\", \"data\": \"" + data + "\" } ], \"server-tags\": [ \""
                            + tag + "\" ]");
        }

        private void sharable(String family, String list, String object, String... tags) throws Exception {
            command(
                    "remote-" + family + "4-set",
                    "\"" + list + "\": [ " + object + " ], \"server-tags\": [ "
                            + Stream.of(tags).map(tag -> "\"" + tag + "\"").collect(Collectors.joining(", ")) + " ]");
        }

        private static String network(String name, String tag) {
            return "{ \"shared-networks\": [ { \"name\": \"" + name + "\" } ], \"server-tags\": [ \"" + tag + "\" ] }";
        }

        /** What a server with these tags has: of the option, its own comes before that for all. */
        private static Set<String> own(String... tags) {
            Set<String> has = new TreeSet<>();
            has.add("first-" + (tags.length == 0 ? ALL : tags[0]));
            Stream.concat(Stream.of(tags), Stream.of(ALL)).forEach(tag -> has.addAll(objects(tag)));
            return has;
        }

        private static List<String> objects(String tag) {
            int id = List.of("a", "b", ALL).indexOf(tag) + 5;
            return List.of("class-" + tag, "net-" + tag, "192.0." + id + ".0/24");
        }

        /** What was for a alone is for b alone, what was for b is for both, what was for all is for nobody but a. */
        private void move() throws Exception {
            assertThat(servers.get("a").command("remote-network4-set", network("net-a", "b")))
                    .contains("\"result\":1", "subnet4 id 5", "net-a"); // its subnet would be left without it
            sharable("network", "shared-networks", "{ \"name\": \"net-a\" }", "a", "b");
            sharable("subnet", "subnets", subnet("a"), "b");
            sharable("network", "shared-networks", "{ \"name\": \"net-a\" }", "b");
            sharable("class", "client-classes", "{ \"name\": \"class-a\" }", "b");
            sharable("network", "shared-networks", "{ \"name\": \"net-b\" }", "a", "b");
            sharable("subnet", "subnets", subnet("b"), "a", "b");
            sharable("class", "client-classes", "{ \"name\": \"class-b\" }", "a", "b");
            sharable("subnet", "subnets", subnet(ALL), "a");
            sharable("network", "shared-networks", "{ \"name\": \"net-all\" }", "a");
            sharable("class", "client-classes", "{ \"name\": \"class-all\" }", "a");
            command("remote-option4-global-del", "\"options\": [ { \"code\": 15 } ], \"server-tags\": [ \"a\" ]");
            has(
                    Map.of(
                            "a", words("first-all", "b", ALL),
                            "b", words("first-b", "a", "b"),
                            "untagged", words("first-all")),
                    "moved");
        }

        private static Set<String> words(String option, String... tags) {
            Set<String> has = new TreeSet<>(Set.of(option));
            Stream.of(tags).forEach(tag -> has.addAll(objects(tag)));
            return has;
        }

        private void delete() throws Exception {
            command("remote-subnet4-del-by-id", "\"subnets\": [ { \"id\": 6 } ]");
            command(
                    "remote-network4-del",
                    "\"shared-networks\": [ { \"name\": \"net-all\" } ], \"subnets-action\": \"delete\"");
            command("remote-class4-del", "\"client-classes\": [ { \"name\": \"class-b\" } ]");
            has(
                    Map.of(
                            "a", new TreeSet<>(Set.of("first-all", "net-b", "class-all")),
                            "b", new TreeSet<>(Set.of("first-b", "net-a", "192.0.5.0/24", "class-a", "net-b")),
                            "untagged", words("first-all")),
                    "deleted");
            command("remote-server4-del", "\"servers\": [ { \"server-tag\": \"b\" } ]");
            has(
                    Map.of(
                            "a", new TreeSet<>(Set.of("first-all", "net-b", "class-all")),
                            "b", words("first-all"),
                            "untagged", words("first-all")),
                    "without server b");
        }

        private void command(String name, String arguments) throws Exception {
            assertThat(servers.get("a").command(name, "{ " + arguments + " }"))
                    .as("%s %s", name, arguments)
                    .contains("\"result\":0");
        }

        /** The first at once, the others soon. */
        private void has(Map<String, Set<String>> expected, String what) throws Exception {
            long began = System.nanoTime();
            assertThat(found(servers.get("a"))).as("a, %s", what).isEqualTo(expected.get("a"));
            for (String name : List.of("b", "untagged")) {
                await().alias(name + ", " + what)
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(found(servers.get(name))).isEqualTo(expected.get(name)));
                System.out.printf(
                        Locale.ROOT,
                        "%s: %s has it after %.0f ms: %s%n",
                        product,
                        name,
                        (System.nanoTime() - began) / 1e6,
                        what);
            }
        }

        /** The names and prefixes of all objects that a server goes by. */
        private static Set<String> found(WholeServer server) throws Exception {
            Map<String, ?> config = new RemoteRoundTrip(server, Protocol.DHCP4).config();
            Set<String> found = new TreeSet<>();
            names(config.get("client-classes"), "name", found);
            names(config.get("option-data"), "data", found);
            names(config.get("shared-networks"), "name", found);
            names(config.get("subnet4"), "subnet", found);
            NormalForm.maps(config.get("shared-networks"))
                    .forEach(network -> names(network.get("subnet4"), "subnet", found));
            return found;
        }

        private static void names(Object list, String key, Collection<String> found) {
            NormalForm.maps(list).forEach(each -> found.add(String.valueOf(each.get(key))));
        }
    }
}
