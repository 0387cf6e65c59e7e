package io.hindcast.ledger;

import io.hindcast.asset.Column;
import java.util.List;
import java.util.Map;

/**
 * A table as its log shows it at one version.
 *
 * @param id the table's own id; another id at the same path is another table
 * @param columns in order, the partition columns among them
 * @param partitionColumns the columns its files are partitioned by
 * @param properties table properties
 */
public record TableState(
        long version,
        String id,
        List<Column> columns,
        List<String> partitionColumns,
        int readerVersion,
        Map<String, String> properties) {

    public TableState {
        columns = List.copyOf(columns);
        partitionColumns = List.copyOf(partitionColumns);
        properties = Map.copyOf(properties);
    }
}
