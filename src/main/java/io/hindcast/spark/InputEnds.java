package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.JobInput;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.ScannedTable;
import java.util.Arrays;
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
    private final JobInput partitions;

    private InputEnds(JobInput partitions) {
        this.partitions = partitions;
    }

    /** Those of the job of an asset. */
    static InputEnds of(OpenTables tables, Warehouse warehouse, Asset asset) {
        InputEnds ends = new InputEnds(PartitionRelation.input(asset.partitioning(), Map.of()));
        asset.inputs()
                .forEach(input -> ends.byPlace.put(
                        tables.place(Warehouses.table(warehouse, input.name())), keyed(warehouse, input.name())));
        if (asset.readsItself()) {
            ends.byPlace.put(tables.place(Warehouses.table(asset)), keyed(warehouse, asset.name()));
        }
        return ends;
    }

    private static JobInput keyed(Warehouse warehouse, String name) {
        return new JobInput(List.of(), "", warehouse.keysOf(name));
    }

    @Override
    public Optional<JobInput> apply(LogicalPlan end) {
        if (end instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
            return ScannedTable.of(files.location()).flatMap(table -> Optional.ofNullable(byPlace.get(table.place())));
        }
        List<String> columns = partitions.columns().stream().map(Column::name).toList();
        boolean isPartitions = end instanceof LocalRelation
                && Arrays.asList(end.schema().fieldNames()).equals(columns);
        return isPartitions ? Optional.of(partitions) : Optional.empty();
    }
}
