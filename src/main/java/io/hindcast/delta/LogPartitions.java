package io.hindcast.delta;

import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Tells the partition of a file of Delta's log. */
final class LogPartitions {

    private final Partitioning partitioning;
    private final PartitionValues values;

    LogPartitions(Partitioning partitioning) {
        this.partitioning = partitioning;
        this.values = PartitionValues.of(partitioning);
    }

    Partitioning partitioning() {
        return partitioning;
    }

    /** The partition of a file; empty when it lies outside, or when the table is not partitioned that way. */
    Optional<Partition> of(AddFile file) {
        return decode(CollectionConverters.asJava(file.partitionValues()));
    }

    /** The partition of a removed file; empty also when the log does not say it. */
    Optional<Partition> of(RemoveFile file) {
        // Optional in the protocol, therefore null in the object.
        return file.partitionValues() == null
                ? Optional.empty()
                : decode(CollectionConverters.asJava(file.partitionValues()));
    }

    private Optional<Partition> decode(Map<String, @Nullable String> texts) {
        return values.decode(texts);
    }

    /** What identifies a file among those of a table: its path, and the deletion vector that goes with it. */
    static String identity(AddFile file) {
        return identity(file.path(), file.deletionVector());
    }

    /** The same of a removed file. */
    static String identity(RemoveFile file) {
        return identity(file.path(), file.deletionVector());
    }

    private static String identity(String path, @Nullable DeletionVectorDescriptor deleted) {
        return deleted == null ? path : path + '#' + deleted.uniqueId();
    }

    /** The file without its statistics, which are the larger part of it and needed neither to read nor to remove it. */
    @SuppressWarnings("NullAway") // Delta writes null for "no statistics".
    static AddFile slim(AddFile file) {
        return file.copy(
                file.path(),
                file.partitionValues(),
                file.size(),
                file.modificationTime(),
                file.dataChange(),
                null,
                file.tags(),
                file.deletionVector(),
                file.baseRowId(),
                file.defaultRowCommitVersion(),
                file.clusteringProvider(),
                file.backReference(),
                file.amtPassthrough());
    }
}
