package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.SourceState;
import io.hindcast.ledger.TableState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.AsOfProblems;
import io.hindcast.problem.Problems;
import java.util.Optional;

/** Tells inputs that are read as they were which snapshots of sources are there. */
final class AsOf {

    private AsOf() {}

    /**
     * The warehouse with what is known of the tables of its sources.
     *
     * @throws io.hindcast.problem.ProblemException when a table cannot tell
     */
    static Warehouse bound(Warehouse warehouse, WarehouseState state) {
        boolean isNeeded = warehouse.assets().stream()
                .flatMap(asset -> asset.inputs().stream())
                .anyMatch(input -> isOfSource(warehouse, input));
        return isNeeded
                ? warehouse.with(asset ->
                        asset.withInputs(input -> isOfSource(warehouse, input) ? seen(warehouse, state, input) : input))
                : warehouse;
    }

    private static boolean isOfSource(Warehouse warehouse, Asset.Input input) {
        return input.isAsOfSnapshots() && warehouse.isSource(input.name());
    }

    private static Asset.Input seen(Warehouse warehouse, WarehouseState state, Asset.Input input) {
        SourceState source = state.source(input.name());
        SourceDeclaration declared = warehouse.source(input.name()).orElseThrow();
        String column =
                declared.partitioning().time().map(TimeDimension::column).orElseThrow();
        Optional<TableState> unfit = source.table()
                .filter(table -> !table.columns().isEmpty())
                .filter(table -> table.partitionColumns().stream().noneMatch(column::equalsIgnoreCase));
        if (unfit.isPresent()) {
            throw Problems.raise(AsOfProblems.snapshotsInCommonFiles(input.name(), declared.path(), column)
                    .at(declared.place()));
        }
        return input.seeing(source.present().timeIntervals());
    }
}
