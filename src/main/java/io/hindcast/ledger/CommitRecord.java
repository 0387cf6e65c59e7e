package io.hindcast.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a data commit says of itself: who made it, from what, and what each partition holds. It travels in the
 * commit's {@code userMetadata} as JSON, or in a file beside the table that the metadata names when it is long.
 *
 * @param event committed, unchanged, accepted or expired: what the commit was made for
 * @param partitions the whole set of the step, in text form
 * @param inputs input to what was read of it
 * @param contents each partition of the set, in text form, to what it holds now; none where all of them were dropped
 * @param actor who asked: user and host; empty when not known
 * @param seconds wall time of the attempt up to the commit
 * @param scaffolding those of the partitions that were built for steps of the run alone, in text form; empty for none
 */
public record CommitRecord(
        Event event,
        String warehouse,
        String asset,
        String run,
        String step,
        int attempt,
        String partitions,
        String reason,
        String fingerprint,
        Map<String, String> columns,
        Map<String, InputRead> inputs,
        Map<String, Content> contents,
        String actor,
        OptionalDouble seconds,
        String scaffolding) {

    /** The format version that this code writes. */
    public static final int FORMAT = 1;

    public CommitRecord {
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        contents = Collections.unmodifiableMap(new TreeMap<>(contents));
    }

    /** The same, of a warehouse. */
    CommitRecord of(String name) {
        return new CommitRecord(
                event,
                name,
                asset,
                run,
                step,
                attempt,
                partitions,
                reason,
                fingerprint,
                columns,
                inputs,
                contents,
                actor,
                seconds,
                scaffolding);
    }

    /**
     * What one partition holds after a commit.
     *
     * @param event committed when its content is new, unchanged when it is what it was, accepted when taken over
     * @param hash its content hash, with the scheme in front
     * @param hashes output column to content hash
     * @param change of new content, how it differs from what was there, where that is in some columns alone
     */
    public record Content(
            Event event,
            long rows,
            long bytes,
            long files,
            String hash,
            Map<String, String> hashes,
            Optional<ColumnChange> change) {

        public Content {
            hashes = FrozenMap.of(hashes);
        }
    }
}
