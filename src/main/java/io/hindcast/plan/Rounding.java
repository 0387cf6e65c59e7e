package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sets as people write them, widened to whole partitions of an asset; what was widened is noted. */
final class Rounding {

    private final Set<String> notes = new LinkedHashSet<>();

    PartitionSet rounded(Asset asset, String text) {
        // The one partition of an asset without partitions overlaps everything.
        boolean whole = asset.partitioning().dimensions().isEmpty() && !text.isEmpty();
        PartitionSet set =
                whole ? asset.partitioning().domain() : asset.partitioning().parse(text);
        if (!text.equals("*") && !set.isEmpty() && !set.toString().equals(text)) {
            notes.add(asset.name() + ": '" + text + "' means the whole "
                    + (set.isBounded() && set.count() == 1 ? "partition " : "partitions ") + set);
        }
        return set;
    }

    /** Notes which partitions count as a whole because a bound lies within them. */
    void bounded(Asset asset, TimeDimension time, Request.Bounds bounds) {
        TimeGrid grid = time.grid();
        bounds.from().filter(grid::isEnteredWithin).ifPresent(from -> bound(asset, "--from " + from, from, time));
        bounds.until().filter(grid::isLeftWithin).ifPresent(until -> bound(asset, "--until " + until, until, time));
    }

    private void bound(Asset asset, String option, String text, TimeDimension time) {
        PartitionSet whole = new Partitioning(List.of(time)).parse(text);
        notes.add(asset.name() + ": " + option + " means the whole partition " + whole);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
