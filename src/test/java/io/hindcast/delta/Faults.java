package io.hindcast.delta;

import java.io.IOException;
import java.util.Locale;

/** What becomes of the operations of a {@link FaultyDisk}. Asked by many threads at once. */
@FunctionalInterface
public interface Faults {

    /** A disk that is well. */
    Faults NONE = new Faults() {
        @Override
        public <T> T meet(Operation operation, Deed<T> deed) throws IOException {
            return deed.whole();
        }
    };

    /** Does what is to be done, or something else. */
    <T> T meet(Operation operation, Deed<T> deed) throws IOException;

    /** What an operation does to the disk. */
    @FunctionalInterface
    interface Deed<T> {

        /** Does all of it. */
        T whole() throws IOException;

        /** Does what is done of it when the world ends in the middle. */
        default void half() throws IOException {}
    }

    /** Kinds of operations. */
    enum Kind {
        READ,
        MAKE_FOLDER,
        CREATE,
        /** A file gets its content, and is closed. */
        WRITE,
        RENAME,
        DELETE
    }

    /**
     * An operation.
     *
     * @param path on the real disk; of a rename, the new name
     */
    record Operation(Kind kind, String path) {

        /** Whether the disk is another one afterwards. */
        public boolean changes() {
            return kind != Kind.READ;
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + path;
        }
    }
}
