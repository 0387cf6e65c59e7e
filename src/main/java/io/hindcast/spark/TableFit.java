package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.delta.SchemaChange;
import io.hindcast.delta.TableCreation;
import io.hindcast.ledger.TableRef;
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
        return TableCreation.needed(table, TableRef.of(asset), asset.signature().columns());
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
            Optional<TableState> table = tables.apply(asset);
            if (!reset.contains(asset.name()) && change(asset, table) instanceof SchemaChange.BeginAnew anew) {
                problems.add(misfit(asset, anew, table).at(asset.declaration().place()));
            }
            if (table.filter(TableFit::isAppendOnly).isPresent()) {
                problems.add(LedgerProblems.appendOnly(
                                asset.name(), asset.declaration().path())
                        .at(asset.declaration().place()));
            }
        }
        raise(problems);
    }

    /**
     * Only what is already as the job would make it can be taken for built.
     *
     * @param accepted assets whose partitions are taken for built
     * @param tables the tables as they stand
     * @throws io.hindcast.problem.ProblemException with all tables that do not fit
     */
    public static void requireSame(Collection<Asset> accepted, Function<Asset, Optional<TableState>> tables) {
        List<Problem> problems = new ArrayList<>();
        for (Asset asset : accepted) {
            Optional<TableState> table = tables.apply(asset);
            change(asset, table)
                    .match(
                            none -> Optional.<Problem>empty(),
                            create -> Optional.of(notAsBuilt(asset, create)),
                            add -> Optional.of(notAsBuilt(asset, add)),
                            anew -> Optional.of(misfit(asset, anew, table)))
                    .ifPresent(problem ->
                            problems.add(problem.at(asset.declaration().place())));
        }
        raise(problems);
    }

    private static void raise(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }

    private static Problem notAsBuilt(Asset asset, SchemaChange change) {
        return LedgerProblems.notAsBuilt(asset.name(), asset.declaration().path(), change.description());
    }

    private static Problem misfit(Asset asset, SchemaChange.BeginAnew anew, Optional<TableState> table) {
        return LedgerProblems.schemaMoved(
                asset.name(),
                asset.declaration().path(),
                anew.reason(),
                table.map(state -> new WaysToFit(asset, state).text()).orElse("change the job so that it fits"));
    }

    private static boolean isAppendOnly(TableState table) {
        return Boolean.parseBoolean(table.properties().getOrDefault("delta.appendOnly", "false"));
    }
}
