package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.InputDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.testing.NaiveReads;
import io.hindcast.testing.TestingTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Carries a plan out on small tables, one step after the other, key by key. */
final class CarryOut {

    private final Warehouse warehouse;
    private final TestingTables tables;
    private final NaiveReads reads;
    private final Map<String, Set<Partition>> changed = new HashMap<>();

    CarryOut(Warehouse warehouse, TestingTables tables, NaiveReads reads) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.reads = reads;
    }

    /** Builds all that is needed, and lets scaffolding go; what is built again may stay as it was. */
    void all(Plan plan, Predicate<Partition> changes) {
        plan.steps().forEach(step -> {
            Asset asset = warehouse.asset(step.asset()).orElseThrow();
            PartitionSet needed = needed(asset, step);
            if (!needed.isEmpty()) {
                Map<Partition, Long> before =
                        new HashMap<>(tables.of(asset.name()).changedAt());
                tables.build(
                        asset,
                        needed,
                        partition -> isOutOfDate(step, partition) && changes.test(partition),
                        partition -> columns(step, partition));
                tables.of(asset.name()).changedAt().forEach((partition, version) -> {
                    if (!version.equals(before.get(partition))) {
                        changedIn(asset.name()).add(partition);
                    }
                });
            }
        });
        plan.steps().forEach(step -> {
            if (!step.scaffolding().isEmpty()) {
                tables.expire(warehouse.asset(step.asset()).orElseThrow(), step.scaffolding());
            }
        });
    }

    /** What comes back although nothing that it was made from has changed comes back as it was. */
    private static boolean isOutOfDate(Step step, Partition partition) {
        return step.reasons().entrySet().stream()
                .anyMatch(reason -> reason.getKey() != Reason.SCAFFOLDING
                        && reason.getValue().contains(partition));
    }

    /** What is touched in some columns alone becomes another in these. */
    private static Set<String> columns(Step step, Partition partition) {
        return step.narrow().entrySet().stream()
                .filter(narrow -> narrow.getValue().contains(partition))
                .<Set<String>>map(narrow -> narrow.getKey().names().orElseThrow())
                .findFirst()
                .orElse(TestingTables.COLUMNS);
    }

    private Set<Partition> changedIn(String name) {
        return changed.computeIfAbsent(name, n -> new HashSet<>());
    }

    private PartitionSet needed(Asset asset, Step step) {
        Set<Partition> needed = new HashSet<>();
        List<Partition> partitions = step.partitions().partitions().toList();
        for (Partition partition : partitions) {
            boolean sure = !step.ifChanged().contains(partition);
            boolean carried = reads.ofSelf(asset, partition).stream().anyMatch(needed::contains);
            if (sure || carried || readsChanged(asset, partition)) {
                needed.add(partition);
            }
        }
        return PartitionSet.unionAll(
                asset.partitioning(),
                needed.stream()
                        .map(partition -> PartitionSet.of(asset.partitioning(), partition))
                        .toList());
    }

    private boolean readsChanged(Asset asset, Partition partition) {
        return reads.ofSelf(asset, partition).stream().anyMatch(changedIn(asset.name())::contains)
                || asset.inputs().stream()
                        .filter(input -> input.changes() != InputDeclaration.ChangePolicy.IGNORE)
                        .anyMatch(input ->
                                reads.of(input, partition).stream().anyMatch(changedIn(input.name())::contains));
    }
}
