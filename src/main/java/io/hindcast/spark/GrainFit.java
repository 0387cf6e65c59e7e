package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.interval.Grain;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * Whether the tables that others made are partitioned by the periods that assets declare. Rows of a day within a declared
 * month belong to no partition: no run would replace them, and they would stand beside those of the month for ever.
 */
public final class GrainFit {

    private static final int SHOWN = 3;

    private GrainFit() {}

    /** Tells what the files of a table have for a partition column. */
    @FunctionalInterface
    public interface PartitionColumns {

        /** The values at a version, as the log has them. */
        SortedSet<String> values(TableRef table, String column, long version);
    }

    /**
     * Looks at the values of the partition columns of tables whose dates may be other than those of the declared grain.
     *
     * @param assets of which nothing was built yet: what is in their tables others wrote
     * @param found the tables as they stand
     * @param columns tells the values of their partition columns
     * @throws io.hindcast.problem.ProblemException with all tables that have others
     */
    public static void require(
            Collection<Asset> assets, Function<Asset, Optional<TableState>> found, PartitionColumns columns) {
        List<Problem> problems = new ArrayList<>();
        for (Asset asset : assets) {
            Optional<TimeDimension> coarse = asset.partitioning().time().filter(GrainFit::isCoarse);
            Optional<TableState> table = found.apply(asset);
            if (coarse.isPresent() && table.isPresent() && isPartitionedBy(table.get(), coarse.get())) {
                SortedSet<String> values = columns.values(
                        TableRef.of(asset), coarse.get().column(), table.get().version());
                misfit(asset, coarse.get(), values)
                        .ifPresent(problem ->
                                problems.add(problem.at(asset.declaration().place())));
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
    }

    /** A format has no room for other values, and a day none for other dates. */
    private static boolean isCoarse(TimeDimension time) {
        return time.format().isEmpty() && time.grid().grain().compareTo(Grain.DAY) > 0;
    }

    private static boolean isPartitionedBy(TableState table, TimeDimension time) {
        return table.partitionColumns().stream().anyMatch(time.column()::equalsIgnoreCase);
    }

    private static Optional<Problem> misfit(Asset asset, TimeDimension time, Collection<String> values) {
        Grain grain = time.grid().grain();
        List<String> others =
                values.stream().filter(value -> isWithin(grain, value)).toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String shown = String.join(", ", others.subList(0, Math.min(SHOWN, others.size())))
                + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "");
        return Optional.of(LedgerProblems.otherGrain(
                asset.name(), asset.declaration().path(), time.column() + " has the values " + shown, grain.word()));
    }

    /** Whether a date begins no period. */
    private static boolean isWithin(Grain grain, String value) {
        try {
            LocalDateTime moment = LocalDate.parse(value).atStartOfDay();
            return !grain.start(grain.ordinalOf(moment)).equals(moment);
        } catch (DateTimeException e) {
            // No date: it is told elsewhere that the column is of another type.
            return false;
        }
    }
}
