package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether the places where the tables of assets are to be made are free. */
public final class PlaceFit {

    private PlaceFit() {}

    /** Tells whether files of others lie where a table is to be. */
    @FunctionalInterface
    public interface Places {

        /** The problem with a place; empty when it is free. */
        Optional<Problem> taken(TableRef table, List<Column> columns);
    }

    /**
     * Looks at the places of tables that are not there yet.
     *
     * @param found the tables as they stand
     * @throws io.hindcast.problem.ProblemException with all places that are taken
     */
    public static void require(Collection<Asset> assets, Function<Asset, Optional<TableState>> found, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (Asset asset : assets) {
            if (found.apply(asset).isEmpty()) {
                places.taken(TableRef.of(asset), asset.signature().columns())
                        .ifPresent(problem ->
                                problems.add(problem.at(asset.declaration().place())));
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }
}
