package io.holdfast.engine;

import io.holdfast.address.IpAddress;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has reserved the addresses that an exchange looks at: what is known of it, and what has to be asked. For one thread.
 */
public final class AddressHosts {

    private record Place(IpAddress address, int length, List<Integer> subnetIds) {}

    private final HostRules rules;
    private Map<Place, HostAnswer> known = Map.of();
    private Set<Place> open = Set.of();
    private boolean uncertain;

    public AddressHosts(HostRules rules) {
        this.rules = rules;
    }

    /**
     * Who has reserved this in the subnet; absent when it has to be asked, which {@link #questions} then does.
     *
     * @param length of a prefix in bits; 32 or 128 for an address
     */
    public @Nullable HostAnswer of(IpAddress address, int length, int subnetId) {
        return rules.isEmpty() ? HostAnswer.NOTHING : of(address, length, List.of(subnetId));
    }

    /** The same for several subnets. */
    public @Nullable HostAnswer of(IpAddress address, int length, List<Integer> subnetIds) {
        if (rules.isEmpty()) {
            return HostAnswer.NOTHING;
        }
        if (!rules.asks()) {
            return rules.atOnce(question(new Place(address, length, subnetIds)));
        }
        Place place = new Place(address, length, subnetIds);
        HostAnswer answer = known.get(place);
        if (answer == null) {
            open(place);
        } else if (!answer.certain()) {
            uncertain = true;
        }
        return answer;
    }

    /** It may soon matter who has reserved this: it is asked with the next questions, if it has to be. */
    public void prepare(IpAddress address, int length, List<Integer> subnetIds) {
        if (rules.asks()) {
            Place place = new Place(address, length, subnetIds);
            if (!known.containsKey(place)) {
                open(place);
            }
        }
    }

    private void open(Place place) {
        open = open.isEmpty() ? new LinkedHashSet<>(2) : open;
        open.add(place);
    }

    private static HostQuestion question(Place place) {
        return new HostQuestion.OfAddress(place.address(), place.length(), place.subnetIds());
    }

    /** What has to be asked now; {@link #learn} wants the answers in this order. */
    public List<HostQuestion> questions() {
        if (open.isEmpty()) {
            return List.of();
        }
        List<HostQuestion> questions = new ArrayList<>(open.size());
        open.forEach(place -> questions.add(question(place)));
        return questions;
    }

    public void learn(List<HostAnswer> answers) {
        if (answers.size() != open.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + open.size() + " questions");
        }
        if (answers.isEmpty()) {
            return;
        }
        known = known.isEmpty() ? new HashMap<>(2) : known;
        int at = 0;
        for (Place place : open) {
            known.put(place, answers.get(at++));
        }
        open.clear();
    }

    /** Whether a database could not be asked about any of the addresses, as far as these mattered. */
    public boolean uncertain() {
        return uncertain;
    }
}
