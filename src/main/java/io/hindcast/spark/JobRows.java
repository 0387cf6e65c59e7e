package io.hindcast.spark;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Column;
import io.hindcast.asset.Job.JavaJob;
import io.hindcast.asset.Job.SqlJob;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedTable;
import io.hindcast.job.JobContext;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** The rows that a job gives for target partitions, from inputs pinned to versions and cut to what is mapped. */
final class JobRows {

    private final SparkSession session;
    private final OpenTables tables;
    private final Warehouse warehouse;
    private final JarJobs jars;

    JobRows(SparkSession session, OpenTables tables, Warehouse warehouse) {
        this.session = session;
        this.tables = tables;
        this.warehouse = warehouse;
        this.jars = new JarJobs(warehouse.declaration().jars());
        jars.jars().forEach(session.sparkContext()::addJar);
    }

    /** Where the rows of inputs come from. */
    @FunctionalInterface
    interface InputRows {

        /**
         * The rows of some partitions of an input.
         *
         * @param input its name; {@code self} for the asset itself
         */
        Dataset<Row> rows(String input, TableRef table, PartitionSet read);
    }

    /**
     * The rows, not yet computed.
     *
     * @param versions input to what is read of it; {@code self} for the asset itself
     */
    Dataset<Row> rows(Asset asset, PartitionSet targets, Map<String, InputRead> versions) {
        return rows(seeing(asset, versions), targets, pinnedTo(versions));
    }

    /** Inputs as they were at versions. */
    InputRows pinnedTo(Map<String, InputRead> versions) {
        return (name, table, read) -> pinned(table, version(versions, name), read);
    }

    /** The asset with what is known of which snapshots of sources are there at these versions. */
    Asset seeing(Asset asset, Map<String, InputRead> versions) {
        return asset.withInputs(input -> input.isAsOfSnapshots() && warehouse.isSource(input.name())
                ? input.seeing(PinnedTable.present(
                                tables, TableRef.of(warehouse, input.name()), version(versions, input.name()))
                        .timeIntervals())
                : input);
    }

    /**
     * The rows, not yet computed, from inputs that come from wherever.
     *
     * @param asset that knows which snapshots are there
     */
    Dataset<Row> rows(Asset asset, PartitionSet targets, InputRows source) {
        Map<String, Dataset<Row>> inputs = inputs(asset, targets, source);
        Dataset<Row> partitions = partitions(asset, targets);
        Dataset<Row> rows = asset.declaration()
                .job()
                .match(
                        sql -> ofSql(sql, inputs, partitions),
                        java -> ofJava(java, new Context(asset, inputs, partitions, targets)));
        // A job that groups by its partition columns gives also keys and hours that it was shown and not asked for.
        return PinnedTable.without(rows, asset.withAllShown(targets).minus(targets));
    }

    private Map<String, Dataset<Row>> inputs(Asset asset, PartitionSet targets, InputRows source) {
        Map<String, Dataset<Row>> inputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Asset.Input input : asset.inputs()) {
            TableRef table = TableRef.of(warehouse, input.name());
            Dataset<Row> rows = source.rows(input.name(), table, input.readBy(targets));
            inputs.put(input.name(), input.isAsOf() ? new AsOfRelation(session, asset, targets).of(input, rows) : rows);
        }
        if (asset.readsItself()) {
            PartitionSet read = asset.readOfItself(targets).minus(targets);
            Dataset<Row> own = source.rows(Asset.SELF, TableRef.of(asset), read);
            inputs.put(Asset.SELF, own);
            inputs.put(asset.name(), own);
        }
        return inputs;
    }

    private Dataset<Row> pinned(TableRef table, long version, PartitionSet read) {
        // A table without partitions is read whole, stray rows included; so is what is mapped wholly.
        Optional<PartitionSet> only =
                table.partitioning().dimensions().isEmpty() ? Optional.empty() : Optional.of(read);
        return PinnedTable.rows(tables, table, version, only);
    }

    private static long version(Map<String, InputRead> versions, String name) {
        InputRead read = versions.get(name);
        if (read == null) {
            throw new IllegalArgumentException("no version of " + name + " among " + versions);
        }
        return read.version();
    }

    private Dataset<Row> partitions(Asset asset, PartitionSet targets) {
        Map<String, String> types = new TreeMap<>();
        asset.signature().columns().forEach(column -> types.put(column.name(), column.type()));
        List<Column> columns = PartitionRelation.columns(asset.partitioning(), types);
        return session.createDataFrame(PartitionRelation.rows(targets, columns), Analysis.schema(columns));
    }

    private Dataset<Row> ofSql(SqlJob job, Map<String, Dataset<Row>> inputs, Dataset<Row> partitions) {
        Map<String, Dataset<Row>> relations = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        relations.putAll(inputs);
        relations.put(PartitionRelation.NAME, partitions);
        LogicalPlan plan = SqlPlans.bind(
                SqlPlans.parse(job),
                name -> Optional.ofNullable(relations.get(name)).map(JobRows::plan));
        return org.apache.spark.sql.classic.Dataset.ofRows((org.apache.spark.sql.classic.SparkSession) session, plan);
    }

    /** Their plan, before anything of it is replaced. */
    static LogicalPlan plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .analyzed();
    }

    private Dataset<Row> ofJava(JavaJob job, JobContext context) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jars.loader());
        try {
            return jars.make(job).rows(context);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private record Context(Asset asset, Map<String, Dataset<Row>> inputs, Dataset<Row> partitions, PartitionSet targets)
            implements JobContext {

        @Override
        public Dataset<Row> input(String name) {
            Dataset<Row> input = inputs.get(name);
            if (input == null) {
                throw Problems.raise(JobProblems.inputNotDeclared(asset.name(), name, inputs.keySet()));
            }
            return input;
        }

        @Override
        public Map<String, String> settings() {
            return asset.declaration().job().match(sql -> Map.of(), java -> java.settings());
        }
    }
}
