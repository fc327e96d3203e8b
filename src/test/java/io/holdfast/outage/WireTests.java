package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the network between breaks as it says, with a server behind it that sends back what it gets. */
@Timeout(30)
class WireTests {

    private ServerSocket echo;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    Thread.ofVirtual().start(() -> sendBack(client));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
        wire = Wire.to("127.0.0.1", echo.getLocalPort());
    }

    private static void sendBack(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            return; // reset
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()), 500);
        socket.setSoTimeout(500);
        return socket;
    }

    private static int ask(Socket socket, int one) throws IOException {
        socket.getOutputStream().write(one);
        return socket.getInputStream().read();
    }

    /** A reset may be there before the client knows that it is connected. */
    private void connectAndAsk() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, 1);
        }
    }

    @Test
    void itPassesAndCounts() throws IOException {
        try (Socket one = connect();
                Socket two = connect()) {
            assertThat(ask(one, 1)).isEqualTo(1);
            assertThat(ask(two, 2)).isEqualTo(2);
            assertThat(wire.connections()).isEqualTo(2);
        }
    }

    @Test
    void refusingItResetsAndIsThereAgainOnTheSamePort() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 1)).isEqualTo(1);
            wire.refuse();
            assertThatThrownBy(() -> ask(before, 2)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        wire.pass();
        try (Socket after = connect()) {
            assertThat(ask(after, 3)).isEqualTo(3);
        }
    }

    @Test
    void resettingItTakesConnectionsAndEndsThem() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 1)).isEqualTo(1);
            wire.reset();
            assertThatThrownBy(() -> ask(before, 2)).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(this::connectAndAsk).isInstanceOf(SocketException.class);
        assertThat(wire.connections()).isEqualTo(2);
        wire.pass();
        try (Socket after = connect()) {
            assertThat(ask(after, 3)).isEqualTo(3);
        }
    }

    @Test
    void whatABlackHoleSwallowedArrivesLate() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 1)).isEqualTo(1);
            wire.blackHole();
            assertThatThrownBy(() -> ask(before, 2)).isInstanceOf(SocketTimeoutException.class);
            try (Socket during = connect()) {
                assertThatThrownBy(() -> ask(during, 3)).isInstanceOf(SocketTimeoutException.class);
                wire.pass();
                assertThat(before.getInputStream().read()).isEqualTo(2);
                assertThat(during.getInputStream().read()).isEqualTo(3);
            }
        }
    }

    @Test
    void restoredItHasForgottenConnections() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 1)).isEqualTo(1);
            wire.blackHole();
            wire.restore();
            assertThatThrownBy(() -> ask(before, 2)).isInstanceOf(SocketException.class);
        }
        try (Socket after = connect()) {
            assertThat(ask(after, 3)).isEqualTo(3);
        }
    }

    @Test
    void makingAConnectionCanBeWithoutAnswer() throws IOException {
        try (Socket before = connect()) {
            assertThat(ask(before, 1)).isEqualTo(1);
            wire.neverAnswer();
            assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> ask(before, 2)).isInstanceOf(SocketTimeoutException.class);
            wire.pass();
            assertThat(before.getInputStream().read()).isEqualTo(2);
        }
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            try (Socket after = connect()) {
                return ask(after, 3) == 3;
            }
        });
    }

    @Test
    void answersAloneCanBeLost() throws IOException {
        try (Socket before = connect()) {
            wire.mute();
            assertThatThrownBy(() -> ask(before, 1)).isInstanceOf(SocketTimeoutException.class);
            wire.pass();
            assertThat(ask(before, 2)).isEqualTo(2);
        }
    }

    @Test
    void slowItTakesItsTimeEachWay() throws IOException {
        try (Socket socket = connect()) {
            wire.slow(Duration.ofMillis(100));
            long before = System.nanoTime();
            assertThat(ask(socket, 1)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aServerThatIsGoneEndsTheConnection() throws IOException {
        echo.close();
        assertThatThrownBy(this::connectAndAsk).isInstanceOf(SocketException.class);
    }
}
