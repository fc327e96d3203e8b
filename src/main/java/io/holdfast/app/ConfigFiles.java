package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the configuration is read from: files, each with an object Dhcp4, Dhcp6 or both, or the example in the jar.
 *
 * @param paths none: the example
 */
record ConfigFiles(List<Path> paths) {

    private static final Logger log = LoggerFactory.getLogger(ConfigFiles.class);
    private static final String EXAMPLE = "holdfast-example.json";

    /** @param file absent: the example */
    record Found(ServerConfig config, @Nullable Path file) {}

    ConfigFiles {
        paths = List.copyOf(paths);
    }

    /** Reads and checks them; warnings are logged. */
    Map<Protocol, Found> read() throws ConfigException {
        Map<Protocol, Found> found = new EnumMap<>(Protocol.class);
        if (paths.isEmpty()) {
            add(found, ConfigCompiler.compile(example(), "classpath:" + EXAMPLE), null);
            if (!loopbackHasIpv6()) {
                log.info("the loopback of this machine has no ::1: the example serves DHCPv4 only");
                found.remove(Protocol.DHCP6);
            }
            return found;
        }
        List<CompiledConfig> compiled = new ArrayList<>();
        for (Path path : paths) {
            compiled.add(ConfigCompiler.compile(path));
        }
        CompiledConfig together = compiled.getFirst();
        for (CompiledConfig next : compiled.subList(1, compiled.size())) {
            together = together.with(next);
        }
        for (int i = 0; i < paths.size(); i++) {
            add(found, compiled.get(i), paths.get(i));
        }
        return found;
    }

    private static void add(Map<Protocol, Found> found, CompiledConfig compiled, @Nullable Path file) {
        for (ConfigProblem warning : compiled.warnings()) {
            log.warn(
                    "{}_CONFIG_SYNTAX_WARNING {}",
                    warning.path().startsWith("Dhcp6") ? Protocol.DHCP6 : Protocol.DHCP4,
                    warning);
        }
        if (compiled.dhcp4() != null) {
            found.put(Protocol.DHCP4, new Found(compiled.dhcp4(), file));
        }
        if (compiled.dhcp6() != null) {
            found.put(Protocol.DHCP6, new Found(compiled.dhcp6(), file));
        }
    }

    /** Containers often have no IPv6 at all; an example must not fail for that. */
    private static boolean loopbackHasIpv6() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static String example() {
        try (InputStream in = ConfigFiles.class.getResourceAsStream("/" + EXAMPLE)) {
            return new String(Objects.requireNonNull(in, EXAMPLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return paths.isEmpty()
                ? "the bundled example"
                : paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
