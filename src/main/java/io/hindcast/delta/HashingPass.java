package io.hindcast.delta;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Hashes rows per partition while they flow to whoever consumes them: no second pass over the data. Each task hands in
 * its digests when it has seen its last row, under the number of its Spark partition, so that a task that is repeated
 * or runs twice counts once.
 */
final class HashingPass {

    private final Dataset<Row> rows;
    private final List<String> columns;
    private final TaskDigests digests;

    private HashingPass(Dataset<Row> rows, List<String> columns, TaskDigests digests) {
        this.rows = rows;
        this.columns = columns;
        this.digests = digests;
    }

    /** The pass over a dataset. Its shuffles, if it has any, run at once; the rest when {@link #rows} is consumed. */
    static HashingPass over(Dataset<Row> input, List<String> partitionColumns) {
        SparkSession session = (SparkSession) input.sparkSession();
        StructType schema = input.schema();
        RowHasher hasher = new RowHasher(schema, partitionColumns);
        PartitionKeys keys = new PartitionKeys(schema, partitionColumns);
        TaskDigests digests = new TaskDigests();
        session.sparkContext().register(digests);
        RDD<InternalRow> hashed = input.queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitionsWithIndex(
                        (task, source) -> new HashingIterator(task, source, hasher, keys, digests), true)
                .rdd();
        return new HashingPass(session.internalCreateDataFrame(hashed, schema, false), hasher.columns(), digests);
    }

    /** The same rows. To be consumed to the end by one action. */
    Dataset<Row> rows() {
        return rows;
    }

    /** Partition column values as the log has them to the hash of their rows; after the action. */
    Map<Map<String, String>, ContentHash> hashes() {
        Map<Map<String, String>, PartitionDigest> sums = new HashMap<>();
        for (Map<Map<String, String>, PartitionDigest> ofTask : digests.value().values()) {
            // Into sums of their own: the digests of the tasks stay as they are, however often they are asked for.
            ofTask.forEach(
                    (partition, digest) -> sums.computeIfAbsent(partition, key -> new PartitionDigest(columns.size()))
                            .addAll(digest));
        }
        Map<Map<String, String>, ContentHash> hashes = new HashMap<>();
        sums.forEach((partition, digest) -> hashes.put(partition, digest.hash(columns)));
        return hashes;
    }

    private static PartitionDigest sum(PartitionDigest one, PartitionDigest other) {
        one.addAll(other);
        return one;
    }

    /** Passes rows on and adds each to the digest of its partition. */
    private static final class HashingIterator implements Iterator<InternalRow> {
        private final int task;
        private final Iterator<InternalRow> source;
        private final RowHasher hasher;
        private final PartitionKeys keys;
        private final TaskDigests target;
        private final Map<List<@Nullable Object>, PartitionDigest> digests = new HashMap<>();
        private boolean handedIn;

        HashingIterator(
                int task, Iterator<InternalRow> source, RowHasher hasher, PartitionKeys keys, TaskDigests target) {
            this.task = task;
            this.source = source;
            this.hasher = hasher;
            this.keys = keys;
            this.target = target;
        }

        @Override
        public boolean hasNext() {
            if (source.hasNext()) {
                return true;
            }
            if (!handedIn) {
                handedIn = true;
                handIn();
            }
            return false;
        }

        @Override
        public InternalRow next() {
            InternalRow row = source.next();
            hasher.add(row, digests.computeIfAbsent(keys.of(row), key -> hasher.digest()));
            return row;
        }

        private void handIn() {
            HashMap<Map<String, String>, PartitionDigest> named = new HashMap<>();
            digests.forEach((key, digest) -> named.merge(keys.texts(key), digest, HashingPass::sum));
            target.add(new TaskDigest(task, named));
        }
    }

    private record TaskDigest(int task, HashMap<Map<String, String>, PartitionDigest> digests)
            implements Serializable {}

    /** Digests by the Spark partition that made them. */
    private static final class TaskDigests
            extends AccumulatorV2<TaskDigest, Map<Integer, Map<Map<String, String>, PartitionDigest>>> {

        private final TreeMap<Integer, Map<Map<String, String>, PartitionDigest>> byTask = new TreeMap<>();

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
        public void add(TaskDigest finished) {
            byTask.put(finished.task(), finished.digests());
        }

        @Override
        public void merge(AccumulatorV2<TaskDigest, Map<Integer, Map<Map<String, String>, PartitionDigest>>> other) {
            other.value().forEach(byTask::putIfAbsent);
        }

        @Override
        public Map<Integer, Map<Map<String, String>, PartitionDigest>> value() {
            return byTask;
        }
    }
}
