package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.delta.SchemaChange;
import io.hindcast.delta.TableCreation;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether the tables of assets can hold what their jobs give. */
public final class TableFit {

    private TableFit() {}

    /** What a table needs before its asset can be written. */
    public static SchemaChange change(Asset asset, Optional<TableState> table) {
        return TableCreation.needed(
                table, Warehouses.table(asset), asset.signature().columns());
    }

    /**
     * A table that no longer fits its job begins anew only when it is told to.
     *
     * @param written assets whose tables are written
     * @param reset names of assets of which it is told
     * @param tables the tables as they stand
     * @throws io.hindcast.problem.ProblemException with all tables that do not fit
     */
    public static void require(
            Collection<Asset> written, Collection<String> reset, Function<Asset, Optional<TableState>> tables) {
        List<Problem> problems = new ArrayList<>();
        for (Asset asset : written) {
            if (!reset.contains(asset.name())
                    && change(asset, tables.apply(asset)) instanceof SchemaChange.BeginAnew anew) {
                problems.add(LedgerProblems.schemaMoved(asset.name(), anew.description())
                        .at(asset.declaration().place()));
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }
}
