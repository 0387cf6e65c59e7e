package io.hindcast.delta;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What came of loading landing files. */
public sealed interface StagingOutcome {

    /** The result of the one function that fits. */
    <T> T match(Function<Loaded, T> loaded, Function<Already, T> already);

    /**
     * The rows are in the table.
     *
     * @param version what the commit made
     */
    record Loaded(long version, long rows, long bytes) implements StagingOutcome {
        @Override
        public <T> T match(Function<Loaded, T> loaded, Function<Already, T> already) {
            return loaded.apply(this);
        }
    }

    /**
     * Nothing was loaded, because some of the files were before, or by another process at the same time.
     *
     * @param files those that are loaded; empty when the other process has not been found out
     */
    record Already(Set<String> files) implements StagingOutcome {

        public Already {
            files = Collections.unmodifiableSet(new TreeSet<>(files));
        }

        @Override
        public <T> T match(Function<Loaded, T> loaded, Function<Already, T> already) {
            return already.apply(this);
        }
    }
}
