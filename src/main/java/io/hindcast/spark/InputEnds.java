package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.ScannedTable;
import io.hindcast.ledger.TableRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;

/**
 * Knows the relations of a job again where its rows come from: tables by the place where they lie, whatever the job
 * calls them and however often it reads them; the target partitions by their columns.
 */
final class InputEnds implements Function<LogicalPlan, Optional<JobInput>> {

    private final Map<String, JobInput> byPlace = new HashMap<>();
    private final Map<String, Optional<String>> names = new HashMap<>();
    private final Map<List<String>, JobInput> byColumns = new HashMap<>();
    private final JobInput partitions;

    private InputEnds(JobInput partitions) {
        this.partitions = partitions;
    }

    /** Those of the job of an asset. */
    static InputEnds of(OpenTables tables, Warehouse warehouse, Asset asset) {
        InputEnds ends = new InputEnds(PartitionRelation.input(asset.partitioning(), Map.of()));
        for (Asset.Input input : asset.inputs()) {
            String place = tables.place(TableRef.of(warehouse, input.name()));
            ends.byPlace.put(place, keyed(warehouse, input.name()));
            ends.named(place, input.name());
        }
        if (asset.readsItself()) {
            String place = tables.place(TableRef.of(asset));
            ends.byPlace.put(place, keyed(warehouse, asset.name()));
            ends.named(place, Asset.SELF);
        }
        return ends;
    }

    /** Of two relations in one place nobody knows which is meant. */
    private void named(String place, String name) {
        names.merge(place, Optional.of(name), (one, other) -> Optional.empty());
    }

    /**
     * Those of the job of an asset whose inputs are rows at hand. They are told apart by their columns: of two that have
     * the same, no key is known.
     *
     * @param columns input to the names of its columns; {@code self} for the asset itself
     */
    static InputEnds ofGiven(Warehouse warehouse, Asset asset, Map<String, List<String>> columns) {
        InputEnds ends = new InputEnds(PartitionRelation.input(asset.partitioning(), Map.of()));
        columns.forEach((input, names) -> ends.byColumns.merge(
                names,
                keyed(warehouse, input.equals(Asset.SELF) ? asset.name() : input),
                (one, other) -> one.equals(other) ? one : new JobInput(List.of(), "")));
        return ends;
    }

    private static JobInput keyed(Warehouse warehouse, String name) {
        return new JobInput(List.of(), "", warehouse.keysOf(name));
    }

    @Override
    public Optional<JobInput> apply(LogicalPlan end) {
        if (!(end instanceof LocalRelation)) {
            return place(end).map(byPlace::get);
        }
        return isPartitions(end)
                ? Optional.of(partitions)
                : Optional.ofNullable(byColumns.get(List.of(end.schema().fieldNames())));
    }

    /** How the job may call what an end of its plan is. */
    Optional<String> name(LogicalPlan end) {
        return isPartitions(end)
                ? Optional.of(PartitionRelation.NAME)
                : place(end).flatMap(place -> names.getOrDefault(place, Optional.empty()));
    }

    private static Optional<String> place(LogicalPlan end) {
        return end instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files
                ? ScannedTable.of(files.location()).map(ScannedTable::place)
                : Optional.empty();
    }

    private boolean isPartitions(LogicalPlan end) {
        List<String> columns = partitions.columns().stream().map(Column::name).toList();
        return end instanceof LocalRelation
                && List.of(end.schema().fieldNames()).equals(columns);
    }
}
