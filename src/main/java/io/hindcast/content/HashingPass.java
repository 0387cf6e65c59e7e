package io.hindcast.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Hashes rows per partition while they flow to whoever consumes them: no second pass over the data. Each task hands in
 * its digests when it has seen its last row, under the number of its Spark partition, so that a task that is repeated
 * or runs twice counts once.
 */
public final class HashingPass {

    private final QueryExecution computation;
    private final Dataset<Row> rows;
    private final List<String> columns;
    private final TaskDigests digests;

    private HashingPass(QueryExecution computation, Dataset<Row> rows, List<String> columns, TaskDigests digests) {
        this.computation = computation;
        this.rows = rows;
        this.columns = columns;
        this.digests = digests;
    }

    /** The pass over a dataset. Its shuffles, if it has any, run at once; the rest when {@link #rows} is consumed. */
    public static HashingPass over(Dataset<Row> input, List<String> partitionColumns) {
        return over(input, partitionColumns, List.of());
    }

    /**
     * The same, with an eye on keys that rows may share.
     *
     * @param keys what {@link #mayRepeat} will be asked for
     */
    public static HashingPass over(Dataset<Row> input, List<String> partitionColumns, List<KeyHasher> keys) {
        SparkSession session = (SparkSession) input.sparkSession();
        StructType schema = input.schema();
        RowHasher hasher = new RowHasher(schema, partitionColumns);
        TaskTally.Recipe recipe =
                new TaskTally.Recipe(hasher, new PartitionKeys(schema, partitionColumns), new ArrayList<>(keys));
        TaskDigests digests = new TaskDigests();
        session.sparkContext().register(digests);
        RDD<InternalRow> hashed = input.queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitionsWithIndex(
                        (task, source) -> new HashingIterator(
                                task, new BinaryRows(source, schema), new TaskTally(recipe), digests),
                        true)
                .rdd();
        return new HashingPass(
                input.queryExecution(), PassedRows.of(session, hashed, schema), hasher.columns(), digests);
    }

    /** What gives the rows; its plan tells what was read when they were consumed. */
    public QueryExecution computation() {
        return computation;
    }

    /** The same rows. To be consumed to the end by one action. */
    public Dataset<Row> rows() {
        return rows;
    }

    /** Reads all rows to the end, keeps none of them, and tells {@link #hashes}. Runs a Spark job. */
    public Map<Map<String, String>, ContentHash> hashesAlone() {
        rows.queryExecution().toRdd().count();
        return hashes();
    }

    /** Partition column values as the log has them to the hash of their rows; after the action. */
    public Map<Map<String, String>, ContentHash> hashes() {
        Map<Map<String, String>, PartitionDigest> sums = new HashMap<>();
        for (TaskTally.Result ofTask : digests.value().values()) {
            // Into sums of their own: the digests of the tasks stay as they are, however often they are asked for.
            ofTask.digests()
                    .forEach((partition, digest) -> sums.computeIfAbsent(
                                    partition, key -> new PartitionDigest(columns.size()))
                            .addAll(digest));
        }
        Map<Map<String, String>, ContentHash> hashes = new HashMap<>();
        sums.forEach((partition, digest) -> hashes.put(partition, digest.hash(columns)));
        return hashes;
    }

    /**
     * The partitions in which two rows may agree in a key, by number; in all others no two rows do. After the action.
     */
    public Set<Map<String, String>> mayRepeat(int key) {
        Set<Map<String, String>> seen = new HashSet<>();
        Set<Map<String, String>> suspects = new HashSet<>();
        for (TaskTally.Result ofTask : digests.value().values()) {
            ofTask.repeats().forEach((partition, repeats) -> {
                // Two tasks do not know of each other what they have seen.
                if (!seen.add(partition) || repeats.get(key)) {
                    suspects.add(partition);
                }
            });
        }
        return suspects;
    }

    /** Rows in Spark's binary form; most plans give no others. */
    private static final class BinaryRows implements Iterator<InternalRow> {
        private final Iterator<InternalRow> source;
        private final StructType schema;
        private @Nullable UnsafeProjection projection;

        BinaryRows(Iterator<InternalRow> source, StructType schema) {
            this.source = source;
            this.schema = schema;
        }

        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public InternalRow next() {
            InternalRow row = source.next();
            if (row instanceof UnsafeRow) {
                return row;
            }
            UnsafeProjection used = projection == null ? UnsafeProjection.create(schema) : projection;
            projection = used;
            return used.apply(row);
        }
    }

    /** Passes rows on and adds each to the digest of its partition. */
    private static final class HashingIterator implements Iterator<InternalRow> {
        private final int task;
        private final Iterator<InternalRow> source;
        private final TaskTally tally;
        private final TaskDigests target;
        private boolean handedIn;

        HashingIterator(int task, Iterator<InternalRow> source, TaskTally tally, TaskDigests target) {
            this.task = task;
            this.source = source;
            this.tally = tally;
            this.target = target;
        }

        @Override
        public boolean hasNext() {
            if (source.hasNext()) {
                return true;
            }
            if (!handedIn) {
                handedIn = true;
                target.add(tally.result(task));
            }
            return false;
        }

        @Override
        public InternalRow next() {
            InternalRow row = source.next();
            tally.add(row);
            return row;
        }
    }

    /** Digests by the Spark partition that made them. */
    private static final class TaskDigests extends AccumulatorV2<TaskTally.Result, Map<Integer, TaskTally.Result>> {

        private final TreeMap<Integer, TaskTally.Result> byTask = new TreeMap<>();

        @Override
        public boolean isZero() {
            return byTask.isEmpty();
        }

        @Override
        public TaskDigests copy() {
            TaskDigests copy = new TaskDigests();
            copy.byTask.putAll(byTask);
            return copy;
        }

        @Override
        public void reset() {
            byTask.clear();
        }

        @Override
        public void add(TaskTally.Result finished) {
            byTask.put(finished.task(), finished);
        }

        @Override
        public void merge(AccumulatorV2<TaskTally.Result, Map<Integer, TaskTally.Result>> other) {
            other.value().forEach(byTask::putIfAbsent);
        }

        @Override
        public Map<Integer, TaskTally.Result> value() {
            return byTask;
        }
    }
}
