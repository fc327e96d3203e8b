package io.holdfast.config.compile.network;

import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Scope;
import io.holdfast.config.compile.keyword.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the subnets of a shared network have to agree in, because a client of the link may end up in any of them. */
final class NetworkHarmony {

    private final Problems problems;

    NetworkHarmony(Problems problems) {
        this.problems = problems;
    }

    void check(NetworkHead head, List<? extends SubnetCompiler.Placed<?>> members) {
        @Nullable String interfaceName = head.section().textOrNull("interface");
        for (SubnetCompiler.Placed<?> member : members) {
            String own = member.subnet().interfaceName();
            if (interfaceName == null) {
                interfaceName = own;
            } else if (own != null && !own.equals(interfaceName)) {
                error(
                        member,
                        "interface",
                        "'" + own + "' differs from '" + interfaceName + "' of the shared network '" + head.name()
                                + "'; its subnets are on one link");
            }
            behaviour(head, members.getFirst().subnet(), member);
        }
    }

    private void behaviour(NetworkHead head, Subnet first, SubnetCompiler.Placed<?> member) {
        switch (member.subnet()) {
            case Subnet4 four -> {
                boolean network = new Scope(head.section(), member.home().global()).flag("authoritative");
                if (four.authoritative() != network) {
                    differs(member, "authoritative", four.authoritative(), head);
                }
            }
            case Subnet6 six -> {
                if (first instanceof Subnet6 other && six.rapidCommit() != other.rapidCommit()) {
                    differs(member, "rapid-commit", six.rapidCommit(), head);
                }
            }
        }
    }

    private void differs(SubnetCompiler.Placed<?> member, String name, boolean value, NetworkHead head) {
        error(
                member,
                name,
                value + " differs from the shared network '" + head.name()
                        + "'; its clients may be in any of its subnets");
    }

    private void error(SubnetCompiler.Placed<?> member, String name, String message) {
        Section section = member.home().subnet();
        problems.error(section.at(name), section.path(name), message);
    }
}
