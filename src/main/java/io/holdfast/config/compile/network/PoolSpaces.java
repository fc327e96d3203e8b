package io.holdfast.config.compile.network;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Range;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool6;
import io.holdfast.config.Subnet6;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pools of all subnets of DHCPv6. Those that give out pieces of different sizes may not overlap: leases are told apart
 * by their first address, so what one pool gives out would be part of what the other has given out already. Pools with
 * pieces of the same size may be in several subnets.
 */
final class PoolSpaces {

    private final Problems problems;
    private final List<Space> spaces = new ArrayList<>();

    /** @param keyword where the pool is written in its section; {@code length} of what it gives out */
    private record Space(Section section, String keyword, String name, IpAddress first, IpAddress last, int length) {

        String at() {
            return name + " at " + section.at(keyword);
        }
    }

    PoolSpaces(Problems problems) {
        this.problems = problems;
    }

    void add(PoolCompiler.Placed pool) {
        AddressRange range = pool.range();
        spaces.add(new Space(pool.section(), "pool", range.toString(), range.first(), range.last(), range.length()));
    }

    void add(Section section, PdPool6 pool) {
        add(section, "prefix", pool);
    }

    private void add(Section section, String keyword, PdPool6 pool) {
        Ipv6Range whole = pool.prefix().range();
        String name = "prefixes of length " + pool.delegatedLength() + " in " + pool.prefix();
        spaces.add(new Space(section, keyword, name, whole.first(), whole.last(), pool.delegatedLength()));
    }

    /** All pools of a subnet that was compiled before; messages name the subnet. */
    void add(Section subnet, Subnet6 known) {
        for (Pool6 pool : known.pools()) {
            AddressRange range = pool.range();
            spaces.add(new Space(subnet, "pools", range.toString(), range.first(), range.last(), range.length()));
        }
        known.pdPools().forEach(pool -> add(subnet, "pd-pools", pool));
    }

    /** From the lowest up; of those before, only the one that reaches furthest counts for each size. */
    void check() {
        spaces.sort(Comparator.comparing(Space::first));
        Map<Integer, Space> furthest = new HashMap<>();
        for (Space space : spaces) {
            for (Space below : furthest.values()) {
                if (below.length() != space.length() && space.first().compareTo(below.last()) <= 0) {
                    problems.error(
                            space.section().at(space.keyword()),
                            space.section().path(space.keyword()),
                            space.name() + " overlaps " + below.at() + ": the same addresses would be given out twice");
                }
            }
            furthest.merge(space.length(), space, (one, other) -> one.last().compareTo(other.last()) < 0 ? other : one);
        }
    }
}
