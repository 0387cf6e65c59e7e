package io.hindcast.ledger;

import io.hindcast.asset.SourceDeclaration;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.Partitioning;
import java.util.List;

/**
 * The last-change index of a source, and the files that it had at the same version.
 *
 * @param path where the table lies
 * @param table its own id
 * @param stamp of the commit that made the version: see {@link Tables#stamp}; empty when it could not be told
 * @param declared the partitions that were declared, in text form
 * @param changes when partitions changed, up to the version
 */
record KnownSource(
        String path, String table, long version, String stamp, String declared, ChangeLog changes, DataFiles files) {

    /** What is declared of a source, as texts are compared. */
    static String declared(SourceDeclaration source) {
        Partitioning partitioning = source.partitioning();
        return partitioning.shape() + ": " + partitioning.domain();
    }

    /** Whether it is the same table, declared in a way that what is known of it still holds. */
    boolean isOf(SourceDeclaration source, TableState now) {
        return path.equals(source.path())
                && table.equals(now.id())
                && version <= now.version()
                && (declared.equals(declared(source)) || isPartitionedAsDeclared(source.partitioning(), now));
    }

    /** Then no file counts for all that is declared, whatever that is. */
    private boolean isPartitionedAsDeclared(Partitioning partitioning, TableState now) {
        List<String> columns = now.partitionColumns();
        return declared.startsWith(partitioning.shape() + ": ")
                && partitioning.dimensions().stream()
                        .map(Dimension::column)
                        .allMatch(column -> columns.stream().anyMatch(column::equalsIgnoreCase));
    }
}
