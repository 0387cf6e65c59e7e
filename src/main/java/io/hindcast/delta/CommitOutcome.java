package io.hindcast.delta;

import io.hindcast.ledger.CommitRecord;
import java.util.function.Function;

/** How a commit ended: done, failed for sure (in one of three ways), or unknown. */
public sealed interface CommitOutcome {

    /** The result of the one function that fits. */
    <T> T match(Function<Committed, T> committed, Function<Refused, T> refused, Function<Unknown, T> unknown);

    /**
     * The table has the new content.
     *
     * @param version what the commit made
     * @param record what the commit says of itself
     */
    record Committed(long version, CommitRecord record) implements CommitOutcome {
        @Override
        public <T> T match(
                Function<Committed, T> committed, Function<Refused, T> refused, Function<Unknown, T> unknown) {
            return committed.apply(this);
        }
    }

    /** The table is as it was, and what was written for it is deleted. */
    record Refused(Refusal refusal, Exception cause) implements CommitOutcome {
        @Override
        public <T> T match(
                Function<Committed, T> committed, Function<Refused, T> refused, Function<Unknown, T> unknown) {
            return refused.apply(this);
        }
    }

    /** The commit may or may not become visible: nothing was deleted, and whoever tries again must look first. */
    record Unknown(Exception cause) implements CommitOutcome {
        @Override
        public <T> T match(
                Function<Committed, T> committed, Function<Refused, T> refused, Function<Unknown, T> unknown) {
            return unknown.apply(this);
        }
    }

    /** Why a commit was refused. */
    sealed interface Refusal {

        /** The result of the one function that fits. */
        <T> T match(Function<ForeignWrite, T> foreign, Function<TableChanged, T> changed, Function<Failed, T> failed);

        /** Someone else wrote these partitions in the meantime. */
        record Foreign(ForeignWrite write) implements Refusal {
            @Override
            public <T> T match(
                    Function<ForeignWrite, T> foreign, Function<TableChanged, T> changed, Function<Failed, T> failed) {
                return foreign.apply(write);
            }
        }

        /** The table's metadata, protocol or layout changed, not its rows: the same attempt may be made again. */
        record TableChanged() implements Refusal {
            @Override
            public <T> T match(
                    Function<ForeignWrite, T> foreign, Function<TableChanged, T> changed, Function<Failed, T> failed) {
                return changed.apply(this);
            }
        }

        /** Anything else. */
        record Failed() implements Refusal {
            @Override
            public <T> T match(
                    Function<ForeignWrite, T> foreign, Function<TableChanged, T> changed, Function<Failed, T> failed) {
                return failed.apply(this);
            }
        }
    }
}
