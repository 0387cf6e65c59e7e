package io.hindcast.job;

import io.hindcast.partition.PartitionSet;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a job may read. */
public interface JobContext {

    /**
     * A declared input, pinned to a version and cut to the partitions that the mapping allows; {@code self} for the
     * asset's own other partitions.
     *
     * @throws io.hindcast.problem.ProblemException when the declaration names no such input
     */
    Dataset<Row> input(String name);

    /**
     * The target partitions as rows: the partition columns under their own names, {@code key} (text form), and for a
     * time dimension {@code from} and {@code until}, half-open.
     */
    Dataset<Row> partitions();

    /** The target partitions. */
    PartitionSet targets();

    /** The settings of the declaration. */
    Map<String, String> settings();
}
