package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import io.hindcast.partition.Partitioning;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.DeltaColumnMapping;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DeletionVectorDescriptor;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Tells the partition of a file of Delta's log. */
final class LogPartitions {

    private final Partitioning partitioning;
    private final PartitionValues values;
    /** Name in the log to name of the column, where they differ: tables of others may map their columns. */
    private final Map<String, String> mapped;

    private LogPartitions(Partitioning partitioning, Map<String, String> mapped) {
        this.partitioning = partitioning;
        this.values = PartitionValues.of(partitioning);
        this.mapped = Map.copyOf(mapped);
    }

    /**
     * Of a table.
     *
     * @param schema of the table, with what it says of the names that its log uses
     */
    static LogPartitions of(TableRef table, StructType schema) {
        Map<String, String> mapped = new HashMap<>();
        for (StructField field : schema.fields()) {
            String physical = DeltaColumnMapping.getPhysicalName(field);
            if (!physical.equals(field.name())) {
                mapped.put(physical, field.name());
            }
        }
        return new LogPartitions(table.partitioning(), mapped);
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
        if (mapped.isEmpty()) {
            return values.decode(texts);
        }
        Map<String, @Nullable String> named = new HashMap<>();
        texts.forEach((name, text) -> named.put(mapped.getOrDefault(name, name), text));
        return values.decode(named);
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
