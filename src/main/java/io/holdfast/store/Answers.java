package io.holdfast.store;

import io.holdfast.lease.Lease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects rows per question, each address once, in ascending order. */
final class Answers implements LeaseDialect.RowSink {

    private final List<List<Lease>> lists;

    Answers(int questions) {
        lists = new ArrayList<>(Collections.nCopies(questions, List.of()));
    }

    @Override
    public void row(int question, Lease lease) {
        List<Lease> present = lists.get(question);
        if (present.isEmpty()) {
            lists.set(question, List.of(lease));
            return;
        }
        int at = 0;
        while (at < present.size() && present.get(at).address().compareTo(lease.address()) < 0) {
            at++;
        }
        if (at == present.size() || !present.get(at).address().equals(lease.address())) {
            List<Lease> more = new ArrayList<>(present);
            more.add(at, lease);
            lists.set(question, more);
        }
    }

    List<List<Lease>> lists() {
        return lists;
    }
}
