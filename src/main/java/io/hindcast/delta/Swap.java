package io.hindcast.delta;

import io.hindcast.content.ContentHash;
import io.hindcast.ledger.ColumnChange;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.delta.actions.AddFile;
import org.jspecify.annotations.Nullable;

/**
 * Which files come, which go, and which were written in vain.
 *
 * @param contents what each partition of the step holds afterwards
 * @param incoming new files of changed partitions
 * @param outgoing old files of changed partitions
 * @param dropped new files of partitions that are as they were
 */
record Swap(
        Map<Partition, CommitRecord.Content> contents,
        List<AddFile> incoming,
        List<AddFile> outgoing,
        List<AddFile> dropped) {

    static Swap of(
            LogPartitions partitions,
            Written written,
            List<AddFile> added,
            Map<Partition, List<AddFile>> present,
            Provenance provenance) {
        Map<Partition, CommitRecord.Content> contents = new HashMap<>();
        List<AddFile> outgoing = new ArrayList<>();
        Set<Partition> unchanged = new HashSet<>();
        written.contents().forEach((partition, content) -> {
            List<AddFile> old = present.getOrDefault(partition, List.of());
            boolean same = content.hash().hash().equals(provenance.previous().get(partition));
            // Files that are to stay must be there: someone may have emptied a partition that has a record.
            boolean there = old.isEmpty() == (content.hash().rows() == 0);
            if (same && there) {
                unchanged.add(partition);
                contents.put(
                        partition, content(Event.UNCHANGED, content.hash(), size(old), old.size(), Optional.empty()));
            } else {
                outgoing.addAll(old);
                // What was dropped and comes back as it was is no change for its readers.
                Event event = same && provenance.wasDropped(partition) ? Event.UNCHANGED : Event.COMMITTED;
                contents.put(
                        partition, written(event, content, provenance.narrow().get(partition)));
            }
        });
        List<AddFile> incoming = new ArrayList<>();
        List<AddFile> dropped = new ArrayList<>();
        for (AddFile file : added) {
            boolean kept = partitions.of(file).filter(unchanged::contains).isEmpty();
            (kept ? incoming : dropped).add(file);
        }
        return new Swap(contents, incoming, outgoing, dropped);
    }

    /** No file comes and none goes: what is there is taken for built. */
    static Swap nothing(Written there) {
        Map<Partition, CommitRecord.Content> contents = new HashMap<>();
        there.contents()
                .forEach((partition, content) -> contents.put(
                        partition,
                        content(Event.ACCEPTED, content.hash(), content.bytes(), content.files(), Optional.empty())));
        return new Swap(contents, List.of(), List.of(), List.of());
    }

    /** All files go, and what the partitions held is told by what was recorded of them before. */
    static Swap dropping(Map<Partition, List<AddFile>> present) {
        List<AddFile> outgoing = new ArrayList<>();
        present.values().forEach(outgoing::addAll);
        return new Swap(Map.of(), List.of(), outgoing, List.of());
    }

    private static long size(List<AddFile> files) {
        return files.stream().mapToLong(AddFile::size).sum();
    }

    private static CommitRecord.Content written(Event event, Written.Content content, @Nullable ColumnChange change) {
        return content(event, content.hash(), content.bytes(), content.files(), Optional.ofNullable(change));
    }

    private static CommitRecord.Content content(
            Event event, ContentHash hash, long bytes, long files, Optional<ColumnChange> change) {
        return new CommitRecord.Content(event, hash.rows(), bytes, files, hash.hash(), hash.hashes(), change);
    }

    private Event event() {
        if (contents.isEmpty()) {
            return Event.EXPIRED;
        }
        // What is accepted is accepted alone; of the other two a commit may hold both.
        for (Event event : List.of(Event.ACCEPTED, Event.COMMITTED)) {
            if (contents.values().stream().anyMatch(content -> content.event() == event)) {
                return event;
            }
        }
        return Event.UNCHANGED;
    }

    /** What the commit says of itself. */
    CommitRecord record(StepWrite step, Provenance provenance) {
        Map<String, CommitRecord.Content> named = new TreeMap<>();
        contents.forEach((partition, content) -> named.put(partition.toString(), content));
        return new CommitRecord(
                event(),
                provenance.warehouse(),
                step.table().name(),
                step.run(),
                step.step(),
                step.attempt(),
                step.partitions().toString(),
                provenance.reason(),
                provenance.fingerprint(),
                provenance.columns(),
                provenance.inputs(),
                named,
                provenance.actor(),
                provenance.seconds(),
                provenance.scaffolding());
    }
}
