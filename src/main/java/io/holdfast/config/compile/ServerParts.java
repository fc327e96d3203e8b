package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.ClassTable;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.Features;
import io.holdfast.config.HostPolicy;
import io.holdfast.config.LoggerSettings;
import io.holdfast.config.compile.classes.ClassCompiler;
import io.holdfast.config.compile.classes.ClassProperties;
import io.holdfast.config.compile.hook.FeatureCompiler;
import io.holdfast.config.compile.hook.HookLibraries;
import io.holdfast.config.compile.hook.HookLibrary;
import io.holdfast.config.compile.host.HostPolicyCompiler;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.KeywordMap;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.KnownSubnets;
import io.holdfast.config.compile.network.LinkCompiler;
import io.holdfast.config.compile.network.SubnetCompiler;
import io.holdfast.config.compile.option.DefinitionCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.compile.policy.LeaseTimes;
import io.holdfast.config.compile.service.BackendCompiler;
import io.holdfast.config.compile.service.ControlSocketCompiler;
import io.holdfast.config.compile.service.LoggerCompiler;
import io.holdfast.config.compile.service.ServiceCompiler;
import io.holdfast.config.json.JsonNode;
import io.holdfast.wire.OptionTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What both protocols' global maps are compiled by, made once in the order in which one needs another. */
final class ServerParts {

    private final Protocol protocol;
    private final Problems problems;
    private final PlainDocument document;
    private final Map<HookLibrary, Section> libraries;
    private final ClassLists lists;
    final Section global;
    final Scope scope;
    final OptionTable definitions;
    final OptionCompiler options;
    final ClassTable classes;
    final ServiceCompiler service;
    final BackendCompiler backends;
    final LinkCompiler links;
    final LeaseTimes times;

    ServerParts(
            Protocol protocol,
            JsonNode.Dict object,
            KeywordMap keywords,
            Problems problems,
            @Nullable CompileMemory former) {
        KnownSubnets known = former == null ? KnownSubnets.NONE : former.known(object);
        this.protocol = protocol;
        this.problems = problems;
        this.document = new PlainDocument(protocol, former == null ? Map.of() : former.plain());
        new KeywordCheck(problems, known::isChecked).map(object, keywords, protocol.object());
        global = new Section(object, keywords, protocol.object());
        scope = new Scope(global);
        libraries = new HookLibraries(protocol, problems).check(global);
        definitions = new DefinitionCompiler(protocol, problems).compile(global);
        ClassNames names = former == null || known == KnownSubnets.NONE
                ? new ClassNames()
                : former.names().copy(); // what is taken over goes by their numbers
        lists = new ClassLists(names, problems);
        options = new OptionCompiler(protocol, definitions, lists, problems);
        ClassProperties members = new ClassProperties(protocol, definitions, options, problems);
        classes = new ClassCompiler(protocol, names, definitions, members, problems).compile(global);
        service = new ServiceCompiler(protocol, global, problems);
        backends = new BackendCompiler(problems, libraries.keySet());
        links = new LinkCompiler(protocol, global, options, lists, known, problems);
        times = new LeaseTimes(problems);
    }

    ConfigDocument document() {
        return document.of(global.dict());
    }

    /** For the next configuration, after this one is whole. */
    CompileMemory memory(List<? extends SubnetCompiler.Placed<?>> subnets) {
        return new CompileMemory(
                protocol, global.dict(), lists.names(), KnownSubnets.byNode(subnets), document.subnets());
    }

    List<LoggerSettings> loggers() {
        return new LoggerCompiler(problems).compile(global);
    }

    List<ControlSocketSettings> controlSockets() {
        return new ControlSocketCompiler(protocol, problems).compile(global);
    }

    HostPolicy hosts(List<? extends SubnetCompiler.Placed<?>> subnets) {
        return new HostPolicyCompiler(protocol, global, problems).compile(options, subnets, backends.hosts(global));
    }

    Features features(List<? extends SubnetCompiler.Placed<?>> subnets) {
        return new FeatureCompiler(protocol, libraries, problems).compile(global, definitions, lists, subnets);
    }
}
