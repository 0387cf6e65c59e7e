package io.hindcast.plan;

import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan destroys that cannot be had back by running again.
 *
 * @param reset assets whose tables begin anew, whatever they hold
 * @param overwritten partitions of assets that someone else wrote; none of them empty
 */
public record Consequences(List<String> reset, Map<String, PartitionSet> overwritten) {

    public Consequences {
        reset = List.copyOf(reset);
        overwritten = Collections.unmodifiableMap(new LinkedHashMap<>(overwritten));
    }

    /**
     * Of a plan.
     *
     * @param state of the tables before it is carried out, also of those that begin anew
     */
    public static Consequences of(Plan plan, WarehouseState state) {
        Map<String, PartitionSet> overwritten = new LinkedHashMap<>();
        plan.rewritten().forEach((asset, set) -> {
            PartitionSet foreign = state.asset(asset).foreign().covered().intersect(set);
            if (!foreign.isEmpty()) {
                overwritten.put(asset, foreign);
            }
        });
        return new Consequences(plan.reset(), overwritten);
    }

    /** In words, one by one; empty when nothing is lost. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        reset.forEach(asset -> texts.add("the table of " + asset + " begins anew, without its rows"));
        overwritten.forEach((asset, set) -> texts.add(
                Counts.of(set.count(), "partition") + " of " + asset + " that someone else wrote will be overwritten"));
        return texts;
    }
}
