package io.hindcast.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One row of the ledger. Texts that do not apply are empty, numbers absent.
 *
 * @param partition one partition or a set, in text form
 * @param partitions how many partitions that is
 * @param reason why, in the words of the plan
 * @param columns output column to fingerprint
 * @param inputs input to the version that was read
 * @param version the version of the asset's table that this made
 * @param hash the content hash of the partition
 * @param hashes output column to content hash
 * @param seconds wall time of the attempt
 * @param error what went wrong, as shown to people
 * @param actor who asked: user and host
 * @param detail anything else, as JSON
 */
public record Entry(
        Instant at,
        Event event,
        String warehouse,
        String asset,
        String partition,
        OptionalLong partitions,
        String reason,
        String run,
        String step,
        OptionalInt attempt,
        String fingerprint,
        Map<String, String> columns,
        Map<String, Long> inputs,
        OptionalLong version,
        OptionalLong rows,
        OptionalLong bytes,
        OptionalLong files,
        String hash,
        Map<String, String> hashes,
        OptionalDouble seconds,
        String error,
        String actor,
        String detail) {

    public Entry {
        columns = FrozenMap.of(columns);
        inputs = FrozenMap.of(inputs);
        hashes = FrozenMap.of(hashes);
    }

    /** How new content differs from what was there, where that is in some columns alone. */
    public Optional<ColumnChange> change() {
        return EntryDetail.parse(detail).change();
    }

    /** An entry of a warehouse with nothing but its time and event; the {@code with} methods add the rest. */
    public static EntryBuilder of(Instant at, Event event, String warehouse) {
        return new EntryBuilder(at, event, warehouse);
    }
}
