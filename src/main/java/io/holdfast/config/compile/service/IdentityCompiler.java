package io.holdfast.config.compile.service;

import io.holdfast.address.HexText;
import io.holdfast.config.MacSource;
import io.holdfast.config.ServerIdSettings;
import io.holdfast.config.ServerIdSettings.Type;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonNode;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What DHCPv6 alone has at the global level: who the server is, and whom and what it believes. */
public final class IdentityCompiler {

    /** A DUID has at most 128 bytes behind its type (RFC 8415 §11.1), here less the longest fields before it. */
    private static final int MAX_IDENTIFIER = 122;

    private static final int UUID_BYTES = 16;

    /** IANA's list of options that relays may supply has only this one: erp-local-domain-name. */
    private static final int ERP_LOCAL_DOMAIN_NAME = 65;

    private static final int MAX_CODE = 65_535;

    private final Section global;
    private final Problems problems;

    public IdentityCompiler(Section global, Problems problems) {
        this.global = global;
        this.problems = problems;
    }

    public ServerIdSettings serverId() {
        Section section = global.section("server-id");
        Type type = Type.valueOf(section.text("type"));
        switch (type) {
            case LLT -> useless(section, type, "enterprise-id");
            case LL -> useless(section, type, "time", "enterprise-id");
            case EN -> useless(section, type, "time", "htype");
            case UUID -> useless(section, type, "time", "htype", "enterprise-id");
        }
        return new ServerIdSettings(
                type,
                identifier(section, type),
                (int) section.whole("htype"),
                section.whole("time"),
                section.whole("enterprise-id"),
                section.flag("persist"));
    }

    private void useless(Section section, Type type, String... names) {
        for (String name : names) {
            if (section.has(name) && section.whole(name) != 0) {
                problems.warning(section.at(name), section.path(name), "changes nothing: a DUID-" + type + " has none");
            }
        }
    }

    private byte[] identifier(Section section, Type type) {
        String text = section.text("identifier").strip();
        if (text.isEmpty()) {
            return new byte[0];
        }
        try {
            byte[] identifier = HexText.parse(text);
            boolean fits = type == Type.UUID ? identifier.length == UUID_BYTES : identifier.length <= MAX_IDENTIFIER;
            if (fits) {
                return identifier;
            }
            problems.error(
                    section.at("identifier"),
                    section.path("identifier"),
                    "is " + identifier.length + " bytes long, "
                            + (type == Type.UUID ? "a UUID has 16" : "at most " + MAX_IDENTIFIER + " fit"));
        } catch (IllegalArgumentException e) {
            problems.error(section.at("identifier"), section.path("identifier"), String.valueOf(e.getMessage()));
        }
        return new byte[0];
    }

    /** Names or numbers; what is listed is added to what IANA has. */
    public Set<Integer> relaySuppliedOptions(OptionTable definitions) {
        Set<Integer> codes = new TreeSet<>(Set.of(ERP_LOCAL_DOMAIN_NAME));
        List<JsonNode.Text> texts = global.texts("relay-supplied-options");
        for (int i = 0; i < texts.size(); i++) {
            Integer code = code(texts.get(i).value().strip(), definitions);
            if (code == null) {
                problems.error(
                        texts.get(i).at(),
                        global.path("relay-supplied-options") + "[" + i + "]",
                        "'" + texts.get(i).value() + "' is neither a code from 1 to 65535 nor the name of an option of"
                                + " the space 'dhcp6'");
            } else {
                codes.add(code);
            }
        }
        return codes;
    }

    private static @Nullable Integer code(String text, OptionTable definitions) {
        if (text.matches("[0-9]{1,5}")) {
            int code = Integer.parseInt(text);
            return code < 1 || code > MAX_CODE ? null : code;
        }
        OptionDefinition definition = definitions.find(OptionTable.DHCP6, text);
        return definition == null ? null : definition.code();
    }

    /** In the order written; all when none is. */
    public List<MacSource> macSources() {
        List<MacSource> sources = new ArrayList<>();
        List<JsonNode.Text> texts = global.texts("mac-sources");
        for (int i = 0; i < texts.size(); i++) {
            MacSource source = MacSource.named(texts.get(i).value());
            if (source != null && sources.contains(source)) {
                problems.error(
                        texts.get(i).at(),
                        global.path("mac-sources") + "[" + i + "]",
                        "'" + texts.get(i).value() + "' is listed already, perhaps by its other name");
            } else if (source != null) { // others have been reported
                sources.add(source);
            }
        }
        return sources.isEmpty() ? List.of(MacSource.ANY) : sources;
    }
}
