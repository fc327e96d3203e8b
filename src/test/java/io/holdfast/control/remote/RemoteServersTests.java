package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers, and what all families have in common: the choice of the database, revisions, remarks. */
class RemoteServersTests {

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP4);

    @Test
    void aServerIsSetAndToldAndDeleted() {
        assertThat(bench.ask(
                        "remote-server4-set", "{\"servers\": [{\"server-tag\": \"a\", \"description\": \"north\"}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 server successfully set.\",\"arguments\":{\"servers\":"
                        + "[{\"server-tag\":\"a\",\"description\":\"north\"}],\"revision\":1}}");
        assertThat(bench.ask("remote-server4-get", "{\"servers\": [{\"server-tag\": \"A\"}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCP server A found.\",\"arguments\":{\"servers\":"
                        + "[{\"server-tag\":\"a\",\"description\":\"north\"}],\"count\":1,\"revision\":1}}");
        assertThat(bench.ask("remote-server4-get-all", "{}"))
                .startsWith("{\"result\":0,\"text\":\"DHCPv4 servers found.\"")
                .contains("\"count\":1");
        assertThat(bench.ask("remote-server4-del", "{\"servers\": [{\"server-tag\": \"a\"}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"1 DHCPv4 server(s) deleted.\","
                        + "\"arguments\":{\"count\":1,\"revision\":2}}");
        assertThat(bench.ask("remote-server4-get", "{\"servers\": [{\"server-tag\": \"a\"}]}"))
                .isEqualTo("{\"result\":3,\"text\":\"DHCP server a not found.\",\"arguments\":{\"servers\":[],"
                        + "\"count\":0,\"revision\":2}}");
    }

    @Test
    void whatIsNotThereIsDeletedWithoutARevision() {
        assertThat(bench.ask("remote-server4-del", "{\"servers\": [{\"server-tag\": \"a\"}]}"))
                .isEqualTo("{\"result\":3,\"text\":\"0 DHCPv4 server(s) deleted.\","
                        + "\"arguments\":{\"count\":0,\"revision\":0}}");
        assertThat(bench.targets.getFirst().notes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            set | {"servers": []}                                      | 'servers' must have exactly one item, not 0
            set | {"servers": [{"server-tag": "All"}]}                 | 'All' is reserved
            set | {"servers": [{"server-tag": "any"}]}                 | 'any' is reserved
            set | {"servers": [{"server-tag": " "}]}                   | 'server-tag' must have 1 to 256 characters
            set | {"servers": [{"description": "x"}]}                  | missing parameter 'server-tag'
            set | {"servers": [{"server-tag": "a"}], "server-tags": []}| unsupported parameter 'server-tags'
            del | {"servers": [{"server-tag": "all"}]}                 | it cannot be deleted
            """)
    void whatIsRefused(String verb, String arguments, String why) {
        assertThat(bench.ask("remote-server4-" + verb, arguments))
                .startsWith("{\"result\":1,")
                .contains(why);
        assertThat(bench.targets.getFirst().notes).isEmpty();
    }

    @Test
    void nothingIsChangedAtAnotherRevisionThanExpected() {
        String server = "{\"servers\": [{\"server-tag\": \"a\"}], \"expected-revision\": ";
        assertThat(bench.ask("remote-server4-set", server + "0}")).contains("\"revision\":1");
        assertThat(bench.ask("remote-server4-set", server + "0}"))
                .startsWith("{\"result\":4,")
                .contains("is at revision 1, not at the expected 0");
        assertThat(bench.ask("remote-server4-del", server.replace("\"a\"", "\"b\"") + "0}"))
                .startsWith("{\"result\":4,");
        assertThat(bench.ask("remote-server4-get", server + "1}"))
                .contains("unsupported parameter 'expected-revision'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "postgresql"}            | 1
            {"host": "DB2"}                   | 1
            {"host": "db2", "port": 5433}     | 1
            {"host": "db1", "port": 3306}     | 0
            {"type": "mysql"}                 | 0
            """)
    void theDatabaseThatIsMeant(String remote, int which) {
        assertThat(bench.ask(
                        "remote-server4-set", "{\"servers\": [{\"server-tag\": \"a\"}], \"remote\": " + remote + "}"))
                .startsWith("{\"result\":0,");
        assertThat(bench.targets.get(which).notes).hasSize(1);
        assertThat(bench.targets.get(1 - which).notes).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotThere() {
        assertThat(bench.ask("remote-server4-get-all", "{\"remote\": {\"type\": \"mysql\", \"host\": \"db2\"}}"))
                .isEqualTo("{\"result\":1,\"text\":\"no configuration database is of type 'mysql' at 'db2'; there is "
                        + "mysql kea at db1, postgresql kea at db2:5433\"}");
        assertThat(bench.ask("remote-server4-get-all", "{\"remote\": {\"port\": 5433}}"))
                .contains("'port' in 'remote' can only be given together with 'host'");
        assertThat(RemoteBench.withoutDatabases().ask("remote-server4-get-all", "{}"))
                .contains("the configuration names no config-databases");
    }

    @Test
    void aRemarkIsPartOfTheText() {
        bench.remark = "This server does not go by it yet.";
        assertThat(bench.ask("remote-server4-set", "{\"servers\": [{\"server-tag\": \"a\"}]}"))
                .contains("\"DHCPv4 server successfully set. This server does not go by it yet.\"");
    }
}
