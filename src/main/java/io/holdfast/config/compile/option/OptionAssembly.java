package io.holdfast.config.compile.option;

import io.holdfast.address.Protocol;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.OptionJoining;
import io.holdfast.config.OptionSet;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The options of one place while they are read, with the places of what is wrong with them. */
final class OptionAssembly {

    private final List<ConfiguredOption> options = new ArrayList<>();
    private final Map<ConfiguredOption, Section> places = new IdentityHashMap<>();
    private final OptionJoining joining;
    private final Protocol protocol;
    private final Problems problems;

    OptionAssembly(Protocol protocol, Problems problems) {
        this.protocol = protocol;
        this.problems = problems;
        joining = new OptionJoining(protocol, (option, words) -> {
            Section section = place(option);
            problems.error(section.at(), section.path(), words);
        });
    }

    void add(Section section, ConfiguredOption option) {
        for (ConfiguredOption earlier : options) {
            if (earlier.code() == option.code()
                    && earlier.space().equals(option.space())
                    && earlier.guard().anyOf().isEmpty()
                    && option.guard().anyOf().isEmpty()
                    && !isOfVendors(option)) {
                problems.warning(
                        section.at(),
                        section.path(),
                        "is not sent: the same option at " + place(earlier).at() + " comes before it");
                break;
            }
        }
        options.add(option);
        places.put(option, section);
        joining.add(option);
    }

    /** Of these there is one for each vendor. */
    private boolean isOfVendors(ConfiguredOption option) {
        return option.space().equals(protocol.label()) && VendorData.beginsWithNumber(protocol, option.code());
    }

    OptionSet options() {
        OptionSet joined = joining.join();
        for (ConfiguredOption option : joining.uncarried()) {
            Section section = place(option);
            problems.warning(
                    section.at(),
                    section.path(),
                    "is not sent: no option at this place encapsulates the space '" + option.space() + "'");
        }
        return joined;
    }

    private Section place(ConfiguredOption option) {
        Section section = places.get(option);
        if (section == null) {
            throw new IllegalStateException("option " + option.code() + " is not of this place");
        }
        return section;
    }
}
