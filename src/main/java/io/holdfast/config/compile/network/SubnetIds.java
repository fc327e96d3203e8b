package io.holdfast.config.compile.network;

import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.json.JsonPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each subnet its {@code id}: the configured one, or else the lowest that no subnet has. */
final class SubnetIds {

    private final Problems problems;
    private final Map<Integer, JsonPosition> taken = new HashMap<>();
    private int next = 1;

    SubnetIds(Problems problems) {
        this.problems = problems;
    }

    /** Notes the configured ids first, so that no number is given to a subnet above that one below has. */
    void reserve(List<Section> subnets) {
        for (Section subnet : subnets) {
            Long id = subnet.wholeGiven("id");
            if (id != null) {
                JsonPosition earlier = taken.putIfAbsent(id.intValue(), subnet.at("id"));
                if (earlier != null) {
                    problems.error(
                            subnet.at("id"), subnet.path("id"), id + " is already the id of the subnet at " + earlier);
                }
            }
        }
    }

    int of(Section subnet) {
        Long id = subnet.wholeGiven("id");
        if (id != null) {
            return id.intValue();
        }
        while (taken.containsKey(next)) {
            next++;
        }
        taken.put(next, subnet.at());
        if (subnet.dict().get("id") == null) {
            problems.warning(
                    subnet.at(),
                    subnet.path(),
                    "has no 'id' and gets " + next + "; give it one, because leases refer to it");
        }
        return next;
    }
}
