package io.holdfast.engine.v6;

import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been decided for the message of one exchange, outside of its associations. For one thread. */
final class Verdict6 {

    /** Type of the reply; absent while undecided. */
    @Nullable
    MessageType6 replyType;

    /** What the server says of the message as a whole; absent when it speaks for itself. */
    @Nullable
    StatusCode6 status;

    String statusText = "";

    /** The answer says what became of the message and nothing else: no parameters. */
    boolean onlyStatus;

    /** The registered address. */
    @Nullable
    Lease6 registered;

    void say(StatusCode6 code, String text) {
        status = code;
        statusText = text;
    }

    /** Decides for all changes on the benches, or none of them, and a reply of this type. */
    Decision answer(MessageType6 reply, List<IaBench> benches) {
        replyType = reply;
        List<LeaseChange> changes = new ArrayList<>(benches.size());
        benches.forEach(bench -> changes.addAll(bench.changes));
        return changes.isEmpty() ? Decision.ANSWER : new Decision.Answer(changes, changes.size() > 1);
    }
}
