package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.partition.PartitionSet;
import java.util.Map;
import java.util.Optional;

/** What follows inside an asset from its reading its own other partitions; nothing where it reads none. */
final class SelfReading {

    private final Asset asset;
    private final Comparison comparison;
    private final Movement own;
    private final PartitionSet none;

    /**
     * @param own what moves by itself, if it is rewritten
     */
    SelfReading(Asset asset, Comparison comparison, Movement own) {
        this.asset = asset;
        this.comparison = comparison;
        this.own = own;
        this.none = PartitionSet.empty(asset.partitioning());
    }

    /**
     * What is rewritten in the end.
     *
     * @param barred what reads a partition of the same asset that is neither readable nor rewritten
     */
    record Settled(Movement rewritten, PartitionSet barred) {}

    /**
     * What is wanted and all that reads of it what moves, without what would read something that is not there.
     *
     * @param reachable what is rewritten if something that it reads is
     * @param spare what is not there and is built for those that read it, if what it reads can be
     */
    Settled settle(PartitionSet wanted, PartitionSet reachable, PartitionSet spare) {
        if (!asset.readsItself()) {
            return new Settled(own.within(wanted), none);
        }
        PartitionSet barred = none;
        while (true) {
            Movement moved = settled(wanted.minus(barred), reachable.minus(barred));
            PartitionSet rewritten = moved.partitions();
            PartitionSet built = rewritten.union(spare);
            PartitionSet lacking = comparison.unreadable().minus(built);
            // What is not there yet and waits lets its readers wait as well; all of them at once.
            lacking = asset.withReadersOfItself(lacking, built.intersect(comparison.unreadable()));
            barred = asset.readersOfItself(lacking);
            if (!rewritten.intersects(barred)) {
                return new Settled(moved, barred);
            }
        }
    }

    private Movement settled(PartitionSet wanted, PartitionSet reachable) {
        Movement moved = followed(own.within(wanted), reachable);
        while (true) {
            // What follows may have reasons of its own, and of what was set aside nobody knows what it would have held.
            PartitionSet rewritten = moved.partitions();
            Movement more = moved.plus(own.within(rewritten))
                    .plus(TouchedColumns.everything(), comparison.quarantined().intersect(rewritten));
            if (more.equals(moved)) {
                return moved;
            }
            moved = followed(more, reachable);
        }
    }

    /** What moves, and what moves inside {@code within} because it reads that, directly or through others. */
    Movement followed(Movement moving, PartitionSet within) {
        Movement all = moving;
        for (Map.Entry<TouchedColumns, PartitionSet> each : moving.by().entrySet()) {
            Optional<TouchedColumns> first = derived(each.getKey());
            if (first.isEmpty()) {
                continue;
            }
            boolean goesOn = derived(first.get()).isPresent();
            PartitionSet read = goesOn ? asset.withReadersOfItself(each.getValue(), within) : each.getValue();
            all = all.plus(
                    goesOn ? closure(first.get()) : first.get(), readersOf(read).intersect(within));
        }
        return all;
    }

    /** What of a partition moves because of what moves in those that it reads. */
    private Optional<TouchedColumns> derived(TouchedColumns touched) {
        return asset.ownPartitions().flatMap(input -> asset.touchedBy(input, touched::spares));
    }

    /** The same through any number of partitions. */
    private TouchedColumns closure(TouchedColumns touched) {
        TouchedColumns all = touched;
        while (true) {
            TouchedColumns more = derived(all).map(all::and).orElse(all);
            if (more.equals(all)) {
                return all;
            }
            all = more;
        }
    }

    /** The partitions of the asset that read one of these. */
    private PartitionSet readersOf(PartitionSet set) {
        return asset.readersOfItself(set).intersect(comparison.extent());
    }

    /** The partitions of the asset that read what moves. */
    PartitionSet readersOf(Movement moving) {
        PartitionSet readers = none;
        for (Map.Entry<TouchedColumns, PartitionSet> each : moving.by().entrySet()) {
            readers = derived(each.getKey()).isPresent() ? readers.union(readersOf(each.getValue())) : readers;
        }
        return readers;
    }
}
