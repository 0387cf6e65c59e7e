package io.hindcast.delta;

import io.hindcast.content.HashingPass;
import io.hindcast.partition.Partition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Hashes rows by some of their columns, read from files: what the content hash of a table with these columns alone would be.
 *
 * @param partitionColumns as the schema spells them
 */
record ColumnHashes(StructType schema, List<String> partitionColumns, PartitionValues values, Files files)
        implements ColumnComparison.Side {

    /** Gives the rows of partitions. */
    @FunctionalInterface
    interface Files {
        Dataset<Row> rows(Set<Partition> partitions);
    }

    @Override
    public Map<Partition, String> hashes(Set<Partition> partitions, SortedSet<String> columns) {
        Column[] selected = Arrays.stream(schema.fieldNames())
                .filter(name -> partitionColumns.contains(name) || columns.contains(name.toLowerCase(Locale.ROOT)))
                .map(name -> functions.col(Literals.column(name)))
                .toArray(Column[]::new);
        HashingPass pass = HashingPass.over(files.rows(partitions).select(selected), partitionColumns);
        Map<Partition, String> hashes = new HashMap<>();
        pass.hashesAlone()
                .forEach((texts, hash) ->
                        values.decode(texts).ifPresent(partition -> hashes.put(partition, hash.hash())));
        return hashes;
    }
}
