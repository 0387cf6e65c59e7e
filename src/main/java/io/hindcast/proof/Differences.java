package io.hindcast.proof;

import io.hindcast.asset.Column;
import io.hindcast.delta.KernelTables;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedTable;
import io.hindcast.difference.TableDifference;
import io.hindcast.ledger.TableRef;
import io.hindcast.ledger.TableState;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.DifferenceProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds how two states of tables differ. What the logs and recorded hashes say is the same is not read; without anything
 * else no Spark session is asked for.
 */
public final class Differences {

    private final KernelTables tables;
    private final Supplier<OpenTables> open;
    private final RowComparison.Settings settings;

    /**
     * @param open the session's tables; asked for when rows must be read
     * @param tolerance by how much floating figures may differ, as a share of the larger one, or of 1 if that is less;
     *     0 for not at all
     * @param ignored columns that are left aside, in any letter case
     * @param examples how many rows of each kind are shown
     */
    public Differences(
            KernelTables tables, Supplier<OpenTables> open, double tolerance, List<String> ignored, int examples) {
        this.tables = tables;
        this.open = open;
        this.settings = new RowComparison.Settings(tolerance, ignored, examples);
    }

    /**
     * A table at a version.
     *
     * @param version empty for no table
     */
    public record State(TableRef table, Optional<Long> version) {

        TableDifference.Side side() {
            return new TableDifference.Side(table.path(), version);
        }
    }

    /**
     * Two states to compare; at least one of them is a table.
     *
     * @param only the partitions that are compared; empty for all
     * @param unique what the asset declares to be unique, each by its columns
     */
    public record Subject(State before, State after, Optional<PartitionSet> only, List<List<String>> unique) {

        public Subject {
            unique = List.copyOf(unique);
            if (before.version().isEmpty() && after.version().isEmpty()) {
                throw new IllegalArgumentException("no table on either side of " + before.table());
            }
        }

        String asset() {
            return after.table().name();
        }

        private Partitioning partitioning() {
            return after.table().partitioning();
        }

        private boolean isOneTable() {
            return before.table().path().equals(after.table().path());
        }
    }

    /** The columns of a state; none without a table. */
    public List<Column> columns(State state) {
        return state.version().map(version -> at(state, version).columns()).orElse(List.of());
    }

    /**
     * Compares.
     *
     * @throws ProblemException when a version or its files are gone
     */
    public TableDifference of(Subject subject) {
        List<Column> before = columns(subject.before());
        List<Column> after = columns(subject.after());
        PartitionSet present = present(subject.before()).union(present(subject.after()));
        PartitionSet compared = subject.only().map(present::intersect).orElse(present);
        PartitionSet suspects = suspects(subject, compared);
        Optional<TableDifference.Rows> rows =
                suspects.isEmpty() ? Optional.empty() : Optional.of(read(subject, suspects));
        Set<Partition> differing =
                new TreeSet<>(rows.map(found -> found.partitions().keySet()).orElse(Set.of()));
        PartitionSet same = PartitionSet.unionAll(
                subject.partitioning(),
                suspects.partitions()
                        .filter(partition -> !differing.contains(partition))
                        .map(partition -> PartitionSet.of(subject.partitioning(), partition))
                        .toList());
        return new TableDifference(
                subject.asset(),
                subject.before().side(),
                subject.after().side(),
                before.isEmpty() || after.isEmpty() ? List.of() : changes(before, after),
                compared.minus(suspects),
                same,
                rows);
    }

    private TableState at(State state, long version) {
        TableRef table = state.table();
        long newest = tables.state(table).map(TableState::version).orElse(-1L);
        try {
            if (version <= newest) {
                return tables.state(table, version);
            }
        } catch (ProblemException gone) {
            throw Problems.raise(
                    DifferenceProblems.versionGone(table.name(), version, tables.oldestCommit(table), newest), gone);
        }
        throw Problems.raise(DifferenceProblems.versionGone(table.name(), version, tables.oldestCommit(table), newest));
    }

    private PartitionSet present(State state) {
        return state.version()
                .map(version -> tables.inventory(state.table(), version).present())
                .orElseGet(() -> PartitionSet.empty(state.table().partitioning()));
    }

    /** Partitions that may differ: those that the log does not excuse, nor equal hashes. */
    private PartitionSet suspects(Subject subject, PartitionSet compared) {
        Optional<Long> before = subject.before().version();
        Optional<Long> after = subject.after().version();
        if (before.isEmpty() || after.isEmpty()) {
            return compared;
        }
        TableHistory first = new TableHistory(tables, subject.before().table());
        TableHistory second = new TableHistory(tables, subject.after().table());
        PartitionSet touched = subject.isOneTable()
                ? first.changedBetween(before.get(), after.get())
                        .map(compared::intersect)
                        .orElse(compared)
                : compared;
        if (touched.isEmpty()) {
            return touched;
        }
        Map<Partition, String> then = first.hashes(before.get());
        Map<Partition, String> now = second.hashes(after.get());
        List<PartitionSet> equal = new ArrayList<>();
        then.forEach((partition, hash) -> {
            if (hash.equals(now.get(partition))) {
                equal.add(PartitionSet.of(subject.partitioning(), partition));
            }
        });
        return touched.minus(PartitionSet.unionAll(subject.partitioning(), equal));
    }

    private TableDifference.Rows read(Subject subject, PartitionSet suspects) {
        try {
            OpenTables session = open.get();
            Optional<Dataset<Row>> before = rows(session, subject.before(), suspects);
            Optional<Dataset<Row>> after = rows(session, subject.after(), suspects);
            Dataset<Row> first =
                    before.or(() -> after.map(rows -> rows.limit(0))).orElseThrow();
            Dataset<Row> second =
                    after.or(() -> before.map(rows -> rows.limit(0))).orElseThrow();
            List<String> partition = partitionColumns(subject, first, second);
            Layout layout = Layout.of(first.schema(), second.schema(), partition, subject.unique(), settings.ignored());
            return new RowComparison(layout, subject.partitioning(), settings).of(first, second);
        } catch (ProblemException e) {
            throw e;
        } catch (Throwable e) {
            // Scala throws checked exceptions undeclared.
            throw filesGone(e)
                    .map(cause -> (RuntimeException)
                            Problems.raise(DifferenceProblems.rowsGone(subject.asset(), versions(subject), cause), e))
                    .orElseGet(() -> new IllegalStateException("cannot compare " + subject.asset(), e));
        }
    }

    private static Optional<Dataset<Row>> rows(OpenTables session, State state, PartitionSet only) {
        return state.version().map(version -> PinnedTable.rows(session, state.table(), version, Optional.of(only)));
    }

    private static List<String> partitionColumns(Subject subject, Dataset<Row> before, Dataset<Row> after) {
        List<String> columns = subject.partitioning().dimensions().stream()
                .map(Dimension::column)
                .toList();
        for (String column : columns) {
            requireColumn(subject.before().table(), column, before);
            requireColumn(subject.after().table(), column, after);
        }
        return columns;
    }

    private static void requireColumn(TableRef table, String column, Dataset<Row> rows) {
        if (Layout.field(rows.schema(), column).isEmpty()) {
            throw Problems.raise(DifferenceProblems.partitionedOtherwise(table.name(), column, table.path()));
        }
    }

    private static Optional<String> filesGone(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof FileNotFoundException || message.contains("FILE_NOT_EXIST")) {
                return Optional.of(message.lines().findFirst().orElse(""));
            }
        }
        return Optional.empty();
    }

    private static String versions(Subject subject) {
        String before = subject.before().version().map(String::valueOf).orElse("none");
        String after = subject.after().version().map(String::valueOf).orElse("none");
        return "versions " + before + " and " + after;
    }

    /** In the order of the columns after, then those that are gone. */
    static List<TableDifference.ColumnChange> changes(List<Column> before, List<Column> after) {
        List<TableDifference.ColumnChange> changes = new ArrayList<>();
        for (Column column : after) {
            Optional<Column> then = named(before, column.name());
            if (then.isEmpty() || !then.get().type().equals(column.type())) {
                changes.add(new TableDifference.ColumnChange(then, Optional.of(column)));
            }
        }
        for (Column column : before) {
            if (named(after, column.name()).isEmpty()) {
                changes.add(new TableDifference.ColumnChange(Optional.of(column), Optional.empty()));
            }
        }
        return changes;
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
