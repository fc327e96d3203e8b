package io.holdfast.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BusyBox's client, which is told by signals. */
record Udhcpc() implements ClientProgram.Handling {

    @Override
    public String binary() {
        return "udhcpc";
    }

    @Override
    public List<String> start(Path home, @Nullable String wish) {
        List<String> words = new ArrayList<>(List.of(
                "udhcpc",
                "-f",
                "-a",
                "-i",
                "eth0",
                "-t",
                "5",
                "-T",
                "2",
                "-A",
                "1",
                "-s",
                RunningClient.hook(home).toString()));
        if (wish != null) {
            words.addAll(List.of("-r", wish));
        }
        return words;
    }

    @Override
    public String config(Path home, @Nullable String wish) {
        return "";
    }

    @Override
    public void renew(RunningClient client) {
        client.signal("USR1");
    }

    @Override
    public void release(RunningClient client) {
        client.signal("USR2");
    }
}
