package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.partition.PartitionSet;
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

    List<String> notes() {
        return List.copyOf(notes);
    }
}
