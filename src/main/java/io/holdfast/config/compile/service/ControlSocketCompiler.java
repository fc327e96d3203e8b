package io.holdfast.config.compile.service;

import io.holdfast.address.Protocol;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.ControlSocketSettings.BasicAuthentication;
import io.holdfast.config.ControlSocketSettings.Client;
import io.holdfast.config.ControlSocketSettings.Header;
import io.holdfast.config.ControlSocketSettings.Http;
import io.holdfast.config.ControlSocketSettings.Unix;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@code control-sockets}. Whoever can reach one commands the server, so without password it is loopback only. */
public final class ControlSocketCompiler {

    private final Protocol protocol;
    private final Problems problems;

    public ControlSocketCompiler(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
    }

    public List<ControlSocketSettings> compile(Section global) {
        List<Section> sections = new ArrayList<>(global.sections("control-sockets"));
        Section single = global.sectionGiven("control-socket");
        if (single != null) {
            if (!sections.isEmpty()) {
                problems.error(single.at(), single.path(), "'control-socket' and 'control-sockets' exclude each other");
            }
            sections.add(single);
        }
        List<ControlSocketSettings> sockets = new ArrayList<>();
        for (Section section : sections) {
            ControlSocketSettings socket = socket(section);
            if (socket instanceof Unix && sockets.stream().anyMatch(Unix.class::isInstance)) {
                problems.error(section.at(), section.path(), "there can be only one control socket of type unix");
            } else if (socket != null) {
                sockets.add(socket);
            }
        }
        return sockets;
    }

    private @Nullable ControlSocketSettings socket(Section section) {
        return switch (section.text("socket-type")) {
            case "unix" -> unix(section);
            case "http" -> http(section);
            case "" -> {
                if (section.dict().get("socket-type") == null) {
                    problems.error(section.at(), section.path(), "needs 'socket-type' (unix or http)");
                }
                yield null;
            }
            default -> null;
        };
    }

    private @Nullable ControlSocketSettings unix(Section section) {
        for (String name : List.of("socket-address", "socket-port", "authentication", "http-headers")) {
            if (section.has(name)) {
                problems.error(section.at(name), section.path(name), "belongs to http, not to unix");
            }
        }
        String path = section.textOrNull("socket-name");
        if (path == null) {
            problems.error(section.at(), section.path(), "needs 'socket-name', the path of the socket");
            return null;
        }
        return new Unix(path);
    }

    private ControlSocketSettings http(Section section) {
        if (section.has("socket-name")) {
            problems.error(section.at("socket-name"), section.path("socket-name"), "belongs to unix, not to http");
        }
        String address = section.textOrNull("socket-address") == null ? "127.0.0.1" : section.text("socket-address");
        Section authentication = section.sectionGiven("authentication");
        BasicAuthentication basic = authentication == null ? null : basic(authentication);
        if (!ControlAddresses.isAddress(address)) {
            problems.error(
                    section.at("socket-address"),
                    section.path("socket-address"),
                    "'" + address + "' is not an IP address");
        } else if (!ControlAddresses.isLoopback(address)
                && (basic == null || basic.clients().isEmpty())) {
            problems.error(
                    section.at("socket-address"),
                    section.path("socket-address"),
                    "without 'authentication' only a loopback address is allowed, not " + address);
        }
        return new Http(address, (int) section.whole("socket-port"), basic, headers(section));
    }

    private List<Header> headers(Section section) {
        List<Header> headers = new ArrayList<>();
        for (Section header : section.sections("http-headers")) {
            String name = header.textOrNull("name");
            if (name == null) {
                problems.error(header.at(), header.path(), "needs 'name'");
            } else {
                headers.add(new Header(name, header.text("value")));
            }
        }
        return headers;
    }

    private BasicAuthentication basic(Section section) {
        String directory = section.text("directory");
        List<Client> clients = new ArrayList<>();
        for (Section client : section.sections("clients")) {
            credentials(client);
            clients.add(new Client(
                    client.textGiven("user"),
                    client.textGiven("user-file"),
                    client.textGiven("password"),
                    client.textGiven("password-file"),
                    directory));
        }
        String realm = section.textOrNull("realm");
        return new BasicAuthentication(realm == null ? defaultRealm() : realm, clients);
    }

    private String defaultRealm() {
        return protocol == Protocol.DHCP4 ? "kea-dhcpv4-server" : "kea-dhcpv6-server";
    }

    /** Without any user the file of the password holds {@code user:password}. */
    private void credentials(Section client) {
        boolean passwordFile = client.has("password-file");
        if (client.has("user") && client.has("user-file")) {
            problems.error(client.at("user-file"), client.path(), "'user' and 'user-file' exclude each other");
        } else if (!client.has("user") && !client.has("user-file") && !passwordFile) {
            problems.error(client.at(), client.path(), "needs 'user' or 'user-file'");
        }
        String user = client.textGiven("user");
        if (user != null && (user.isEmpty() || user.indexOf(':') >= 0)) {
            problems.error(client.at("user"), client.path("user"), "must not be empty and not contain a colon");
        }
        if (client.has("password") && passwordFile) {
            problems.error(
                    client.at("password-file"), client.path(), "'password' and 'password-file' exclude each other");
        } else if (client.textOrNull("password") == null && !passwordFile) {
            problems.error(client.at(), client.path(), "needs 'password' or 'password-file'");
        }
        Credentials.check(client, problems);
    }
}
