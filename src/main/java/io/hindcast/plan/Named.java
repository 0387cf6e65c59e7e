package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request names, without what comes along with it. */
public final class Named {

    private Named() {}

    /**
     * Assets of which it names partitions, in the order of the warehouse, with these partitions.
     *
     * @param now up to when partitions without a declared end exist
     * @throws io.hindcast.problem.ProblemException when a term names nothing, or a set cannot be read
     */
    public static Map<String, PartitionSet> of(Request request, Warehouse warehouse, Instant now) {
        Scope scope = Scope.of(request, warehouse, now);
        Map<String, PartitionSet> sets = new LinkedHashMap<>();
        for (Asset asset : warehouse.assets()) {
            PartitionSet set = scope.named().of(asset.name());
            if (!set.isEmpty()) {
                sets.put(asset.name(), set);
            }
        }
        return sets;
    }
}
