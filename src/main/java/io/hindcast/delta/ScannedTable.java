package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaLogFileIndex;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.delta.files.TahoeFileIndex;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The table that a scan of an executed plan reads. Looks nothing up: all is told by what the scan holds. */
public final class ScannedTable {

    private final TahoeFileIndex index;

    private ScannedTable(TahoeFileIndex index) {
        this.index = index;
    }

    /** Of the files that a relation reads; empty when they are of no Delta table. */
    public static Optional<ScannedTable> of(FileIndex files) {
        return files instanceof TahoeFileIndex index ? Optional.of(new ScannedTable(index)) : Optional.empty();
    }

    /** Whether the files are those of a table's log: Delta reads them to find out which files there are. */
    public static boolean isLog(FileIndex files) {
        return files instanceof DeltaLogFileIndex;
    }

    /** Where the table lies, as {@link OpenTables#place} tells it. */
    public String place() {
        return index.deltaLog().dataPath().toString();
    }

    /** The version that is read. */
    public long version() {
        return index.version();
    }

    /**
     * Partitions of which there are files.
     *
     * @param strays whether there are files as well of which nothing tells the partition: their rows may lie anywhere
     */
    public record Held(PartitionSet partitions, boolean strays) {}

    /**
     * The partitions of files that were read.
     *
     * @param table what the table is to us
     * @param directories the values of their partition columns
     */
    public Held held(TableRef table, Collection<InternalRow> directories) {
        StructType columns = index.partitionSchema();
        PartitionValues values = PartitionValues.of(table.partitioning());
        List<Integer> places = places(table, columns);
        Set<Partition> partitions = new HashSet<>();
        boolean strays = false;
        for (InternalRow directory : directories) {
            Optional<Partition> partition = values.decodeTyped(typed(directory, columns, places));
            partition.ifPresent(partitions::add);
            strays |= partition.isEmpty();
        }
        return new Held(set(table, partitions), strays);
    }

    /** For each dimension the place of its column among the partition columns; -1 where it is none of them. */
    private static List<Integer> places(TableRef table, StructType columns) {
        List<Integer> places = new ArrayList<>();
        for (Dimension dimension : table.partitioning().dimensions()) {
            int place = -1;
            for (int i = 0; i < columns.size(); i++) {
                place = columns.apply(i).name().equalsIgnoreCase(dimension.column()) ? i : place;
            }
            places.add(place);
        }
        return places;
    }

    private static List<@Nullable Object> typed(InternalRow row, StructType columns, List<Integer> places) {
        List<@Nullable Object> typed = new ArrayList<>();
        for (int place : places) {
            if (place < 0 || row.isNullAt(place)) {
                typed.add(null);
            } else {
                StructField column = columns.apply(place);
                typed.add(CatalystTypeConverters.convertToScala(row.get(place, column.dataType()), column.dataType()));
            }
        }
        return typed;
    }

    /** Whether the relation was made of chosen files, as the inputs of jobs are. */
    public boolean isChosen() {
        return index instanceof TahoeBatchFileIndex;
    }

    /** All files that the relation might have read, when it was made of chosen files; else empty. */
    public Optional<Held> chosen(TableRef table) {
        if (!(index instanceof TahoeBatchFileIndex batch)) {
            return Optional.empty();
        }
        LogPartitions log = LogPartitions.of(table, index.metadata().schema());
        Set<Partition> partitions = new HashSet<>();
        boolean strays = false;
        for (AddFile file : Scala.list(batch.addFiles())) {
            Optional<Partition> partition = log.of(file);
            partition.ifPresent(partitions::add);
            strays |= partition.isEmpty();
        }
        return Optional.of(new Held(set(table, partitions), strays));
    }

    static PartitionSet set(TableRef table, Collection<Partition> partitions) {
        return PartitionSet.unionAll(
                table.partitioning(),
                partitions.stream()
                        .map(partition -> PartitionSet.of(table.partitioning(), partition))
                        .toList());
    }
}
