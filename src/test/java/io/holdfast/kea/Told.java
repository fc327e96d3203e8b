package io.holdfast.kea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What each server has said, packet by packet, as names and values of fields and options. */
public record Told(List<Map<String, String>> holdfast, List<Map<String, String>> kea) {

    /** Of a packet that has got no answer. */
    public static final Map<String, String> SILENCE = Map.of("answer", "silence");

    public Told() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    public void same() {
        differs();
    }

    /** Exactly these are known, and explained in the page about differences. */
    public void differs(String... known) {
        assertThat(differences()).as("what Holdfast says other than Kea").containsExactly(known);
    }

    /** The same, but for what {@code close} takes for the same, by the name of the field: the two have clocks of their own. */
    public void same(Closeness close) {
        assertThat(differences(close)).as("what Holdfast says other than Kea").isEmpty();
    }

    /** Whether two values of one field are close enough to be the same. */
    public interface Closeness {
        boolean isClose(String name, String ours, String theirs);
    }

    /** {@code 2. yiaddr: Holdfast 192.0.2.10, Kea 192.0.2.11} */
    List<String> differences() {
        return differences((_, ours, theirs) -> ours.equals(theirs));
    }

    private List<String> differences(Closeness close) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < kea.size(); i++) {
            TreeSet<String> names = new TreeSet<>(kea.get(i).keySet());
            names.addAll(holdfast.get(i).keySet());
            if (holdfast.get(i).equals(SILENCE) || kea.get(i).equals(SILENCE)) {
                names.retainAll(SILENCE.keySet());
            }
            for (String name : names) {
                String ours = holdfast.get(i).getOrDefault(name, "-");
                String theirs = kea.get(i).getOrDefault(name, "-");
                if (!close.isClose(name, ours, theirs)) {
                    all.add((i + 1) + ". " + name + ": Holdfast " + ours + ", Kea " + theirs);
                }
            }
        }
        return all;
    }
}
