package io.hindcast.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A job written in Java: a pure function of its inputs. It is made anew, by its constructor without arguments, for
 * each attempt. It must give the same rows for a partition whatever other partitions come in the same batch, and may
 * read nothing but what {@link JobContext} hands it.
 */
public interface SparkJob {

    /** The rows of the target partitions, with the declared columns in any order. Nothing may be written or collected. */
    Dataset<Row> rows(JobContext in);
}
