package io.hindcast.delta;

import java.util.function.Function;

/** What came of the wish to replace partitions. */
public sealed interface Opening {

    /** The result of the one function that fits. */
    <T> T match(Function<Ready, T> ready, Function<Foreign, T> foreign, Function<Done, T> done);

    /** The rows may be written. */
    record Ready(PartitionOverwrite overwrite) implements Opening {
        @Override
        public <T> T match(Function<Ready, T> ready, Function<Foreign, T> foreign, Function<Done, T> done) {
            return ready.apply(this);
        }
    }

    /** Someone else wrote these partitions since the plan was made: their data stays. */
    record Foreign(ForeignWrite write) implements Opening {
        @Override
        public <T> T match(Function<Ready, T> ready, Function<Foreign, T> foreign, Function<Done, T> done) {
            return foreign.apply(this);
        }
    }

    /**
     * An earlier attempt of this step has committed, though it was not known.
     *
     * @param version what it made
     */
    record Done(long version) implements Opening {
        @Override
        public <T> T match(Function<Ready, T> ready, Function<Foreign, T> foreign, Function<Done, T> done) {
            return done.apply(this);
        }
    }
}
