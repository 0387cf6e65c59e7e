package io.hindcast.delta;

import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.Revived;
import io.hindcast.partition.Partition;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a commit says of where its rows come from.
 *
 * @param reason why, in the words of the plan
 * @param fingerprint of the job
 * @param columns output column to fingerprint
 * @param inputs input to what was read of it
 * @param previous partition to the content hash of its present rows, where a commit of ours recorded it
 * @param narrow partition to how its new rows differ from its present ones, where that is in some columns alone
 * @param revived partitions that were dropped on purpose: that their files are gone says nothing of their content
 * @param actor who asked: user and host; empty when not known
 * @param seconds wall time of the attempt so far
 */
public record Provenance(
        String warehouse,
        String reason,
        String fingerprint,
        Map<String, String> columns,
        Map<String, InputRead> inputs,
        Map<Partition, String> previous,
        Map<Partition, ColumnChange> narrow,
        Optional<Revived> revived,
        String actor,
        OptionalDouble seconds) {

    public Provenance {
        columns = Map.copyOf(columns);
        inputs = Map.copyOf(inputs);
        previous = Map.copyOf(previous);
        narrow = Map.copyOf(narrow);
    }

    /** The same, and it tells how rows differ. */
    public Provenance differing(Map<Partition, ColumnChange> changes) {
        return new Provenance(
                warehouse, reason, fingerprint, columns, inputs, previous, changes, revived, actor, seconds);
    }

    /** The same, and some of its partitions were dropped on purpose. */
    public Provenance reviving(Revived partitions) {
        return new Provenance(
                warehouse,
                reason,
                fingerprint,
                columns,
                inputs,
                previous,
                narrow,
                Optional.of(partitions),
                actor,
                seconds);
    }

    boolean wasDropped(Partition partition) {
        return revived.filter(some -> some.all().contains(partition)).isPresent();
    }

    /** In text form; empty for none. */
    String scaffolding() {
        return revived.map(some -> some.scaffolding().toString()).orElse("");
    }
}
