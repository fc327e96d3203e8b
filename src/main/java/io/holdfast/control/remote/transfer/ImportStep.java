package io.holdfast.control.remote.transfer;

import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the changes that an import is made of. */
sealed interface ImportStep {

    void on(ConfigWriting db);

    /** For which servers something changes. */
    List<String> tags();

    record Put(ObjectKey key, StoredObject object, List<String> tags) implements ImportStep {

        @Override
        public void on(ConfigWriting db) {
            db.put(key, object);
        }
    }

    record PutClass(StoredObject object, @Nullable String follows, List<String> needs, List<String> tags)
            implements ImportStep {

        @Override
        public void on(ConfigWriting db) {
            db.putClass(object, follows, needs);
        }
    }

    /** @param removal whether it is gone for good, and not to be put anew by another step */
    record Delete(ObjectKey key, boolean removal, List<String> tags) implements ImportStep {

        @Override
        public void on(ConfigWriting db) {
            db.delete(key);
        }
    }
}
