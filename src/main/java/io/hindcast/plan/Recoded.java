package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of jobs that have other code in some columns alone: which columns these are, and who reads them. */
final class Recoded {

    private final Warehouse warehouse;

    Recoded(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * One sentence for each way in which the code was another.
     *
     * @param builds of the partitions that are rebuilt for their code
     */
    List<String> notes(Asset asset, PartitionMap<Build> builds) {
        Map<String, PartitionSet> which = new LinkedHashMap<>();
        builds.groups().forEach((build, set) -> {
            if (!asset.touchedSince(build.fingerprint(), build.columns()).isEverything()) {
                CodeImpact impact = CodeImpact.of(warehouse, asset, build.fingerprint(), build.columns());
                which.merge("code: " + impact.changes() + "; " + impact.concerns(), set, PartitionSet::union);
            }
        });
        List<String> notes = new ArrayList<>();
        which.forEach((text, set) -> notes.add(asset.name() + " " + set + ": " + text));
        return notes;
    }
}
