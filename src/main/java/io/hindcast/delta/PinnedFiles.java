package io.hindcast.delta;

import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;

/** What files of a table are, that someone reads by their names. */
public final class PinnedFiles {

    private PinnedFiles() {}

    /**
     * What some files hold.
     *
     * @param held the partitions of those that a version of the table has
     * @param others those that it does not have
     */
    public record Found(ScannedTable.Held held, Set<String> others) {

        public Found {
            others = Set.copyOf(others);
        }
    }

    /**
     * Looks files up in a version of a table.
     *
     * @param files absolute
     */
    public static Found find(OpenTables tables, TableRef table, long version, Set<String> files) {
        tables.activate();
        DeltaLog log = tables.log(table);
        Snapshot snapshot = tables.snapshot(table, log, version);
        TableFiles.Selection selection = tables.files(table, log).at(snapshot, Optional.empty());
        Set<String> others = new HashSet<>(files);
        Set<Partition> partitions = new HashSet<>();
        selection.inside().forEach((partition, ofPartition) -> {
            for (AddFile file : ofPartition) {
                if (others.remove(absolute(log, file))) {
                    partitions.add(partition);
                }
            }
        });
        boolean strays = false;
        for (AddFile file : selection.strays()) {
            strays |= others.remove(absolute(log, file));
        }
        return new Found(new ScannedTable.Held(ScannedTable.set(table, partitions), strays), others);
    }

    private static String absolute(DeltaLog log, AddFile file) {
        return file.absolutePath(log).toString();
    }
}
