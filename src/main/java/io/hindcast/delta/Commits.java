package io.hindcast.delta;

import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaOperations;
import scala.Option;

/** What Delta's history says of our commits. */
final class Commits {

    /** Longer conditions are left out of the history: the set stands in the metadata anyway. */
    private static final int READABLE = 1_000;

    private Commits() {}

    /**
     * A replacement of partitions.
     *
     * @param condition on the partition columns
     * @param metadata the commit's userMetadata
     */
    static DeltaOperations.Write overwrite(List<String> partitionColumns, String condition, String metadata) {
        return write(
                SaveMode.Overwrite,
                partitionColumns,
                Option.apply(condition).filter(c -> c.length() <= READABLE),
                metadata);
    }

    /** Rows added. */
    static DeltaOperations.Write append(List<String> partitionColumns, String metadata) {
        return write(SaveMode.Append, partitionColumns, Scala.none(), metadata);
    }

    private static DeltaOperations.Write write(
            SaveMode mode, List<String> partitionColumns, Option<String> condition, String metadata) {
        return new DeltaOperations.Write(
                mode,
                Option.apply(Scala.seq(partitionColumns)),
                condition,
                Option.apply(metadata),
                Scala.none(),
                Scala.none(),
                Scala.none(),
                Scala.none(),
                Scala.none());
    }
}
