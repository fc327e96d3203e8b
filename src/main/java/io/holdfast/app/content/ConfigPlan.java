package io.holdfast.app.content;

import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.CompileMemory;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.source.ConfigMerge;
import io.holdfast.config.source.ConfigShare;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.source.MergeMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration, and what it was made of.
 *
 * @param file absent when there are no databases, so that the file's is the whole
 * @param held for each database what it had; nothing when that was never known
 * @param made absent where the next one begins anew
 */
record ConfigPlan(
        ServerConfig config,
        @Nullable FileConfig file,
        List<Optional<HeldContent>> held,
        @Nullable Made made) {

    /**
     * What the next plan can take over.
     *
     * @param told warnings that need not be told again
     */
    record Made(MergeMemory merge, CompileMemory compile, Set<String> told) {}

    private static final Logger log = LoggerFactory.getLogger(ConfigPlan.class);
    private static final String PLACE = "config-databases";

    private static final ConfigContent NOTHING =
            new ConfigContent(AuditMark.NONE, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** The file alone. */
    static ConfigPlan of(ServerConfig file) {
        return new ConfigPlan(file, null, List.of(), null);
    }

    /** @throws ConfigException when the file and the contents do not make a configuration together */
    static ConfigPlan of(Protocol protocol, FileConfig file, List<Optional<HeldContent>> held) throws ConfigException {
        return of(protocol, file, held, null);
    }

    /** The plan with other contents. */
    ConfigPlan with(Protocol protocol, List<Optional<HeldContent>> others) throws ConfigException {
        return of(protocol, Objects.requireNonNull(file, "where there are databases"), others, made);
    }

    private static ConfigPlan of(
            Protocol protocol, FileConfig file, List<Optional<HeldContent>> held, @Nullable Made former)
            throws ConfigException {
        ConfigMerge.Merged merged =
                ConfigMerge.merge(file, shares(held), former == null ? MergeMemory.empty() : former.merge());
        ConfigCompiler.Compiled made =
                ConfigCompiler.compile(merged.json(), protocol, former == null ? null : former.compile());
        CompiledConfig compiled = made.config();
        Set<String> told = former == null ? new HashSet<>() : new HashSet<>(former.told());
        for (ConfigProblem warning : compiled.warnings()) {
            // Those of the file were told when it was read.
            if (warning.file().startsWith(PLACE) && told.add(warning.toString())) {
                log.warn("{}_CONFIG_SYNTAX_WARNING {}", protocol.object().toUpperCase(Locale.ROOT), warning);
            }
        }
        ServerConfig config = switch (protocol) {
            case DHCP4 -> compiled.dhcp4();
            case DHCP6 -> compiled.dhcp6();
        };
        return new ConfigPlan(
                Objects.requireNonNull(config, "of the object that was merged"),
                file,
                held,
                new Made(merged.memory(), made.memory(), told));
    }

    /**
     * Whether contents make a configuration where nothing else is: what another server, whose file is not known, has of them.
     *
     * @param file of this server, for its option definitions
     * @throws ConfigException when they do not
     */
    static void check(Protocol protocol, FileConfig file, List<Optional<HeldContent>> held) throws ConfigException {
        FileConfig bare = new FileConfig(new ConfigDocument(protocol, Map.of()), file.definitions());
        ConfigCompiler.compile(ConfigMerge.merge(bare, shares(held)));
    }

    /** Those that are known. */
    List<HeldContent> contents() {
        return held.stream().flatMap(Optional::stream).toList();
    }

    /** Whether contents are the same but for their revisions, which other servers' changes raise, too. */
    boolean hasSame(List<Optional<HeldContent>> others) {
        return bare(held).equals(bare(others));
    }

    private static List<ConfigContent> bare(List<Optional<HeldContent>> held) {
        return held.stream()
                .map(each -> each.map(HeldContent::content).orElse(NOTHING))
                .map(c -> new ConfigContent(
                        AuditMark.NONE,
                        c.globals(),
                        c.optionDefinitions(),
                        c.options(),
                        c.classes(),
                        c.networks(),
                        c.subnets()))
                .toList();
    }

    private static List<ConfigShare> shares(List<Optional<HeldContent>> held) {
        List<ConfigShare> shares = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            String place = PLACE + "[" + i + "]";
            held.get(i).ifPresent(each -> shares.add(new ConfigShare(place, each.content())));
        }
        return shares;
    }

    /** The same after a command has changed a part of it. */
    ConfigPlan amended(ServerConfig next) {
        return new ConfigPlan(
                next,
                file == null ? null : file.carrying(config.document(), next.document(), shares(held)),
                held,
                made);
    }

    /** The same with contents that have been asked for again and are what they were. */
    ConfigPlan renewed(List<Optional<HeldContent>> again) {
        return new ConfigPlan(config, file, again, made);
    }
}
