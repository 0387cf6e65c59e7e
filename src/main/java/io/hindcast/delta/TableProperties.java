package io.hindcast.delta;

import java.util.HashMap;
import java.util.Map;

/** The properties that our tables are created with. */
final class TableProperties {

    /** Set on every table of ours: nothing that a reader of version 1 does not know. */
    private static final Map<String, String> COMMON = Map.of(
            "delta.enableDeletionVectors", "false",
            "delta.columnMapping.mode", "none",
            // Every commit of ours is large in partitions, not in number; each checkpoint costs the state of the table.
            "delta.checkpointInterval", "100");

    private TableProperties() {}

    /** Of an asset's table: its history is what the ledger can be repaired from, its old files what one can go back to. */
    static Map<String, String> target() {
        Map<String, String> properties = new HashMap<>(COMMON);
        properties.put("delta.logRetentionDuration", "interval 730 days");
        properties.put("delta.deletedFileRetentionDuration", "interval 30 days");
        return properties;
    }

    /** Of a source: only ever added to, and readable at every version for as long as anything derived may need it. */
    static Map<String, String> source() {
        Map<String, String> properties = new HashMap<>(COMMON);
        properties.put("delta.appendOnly", "true");
        properties.put("delta.logRetentionDuration", "interval 3650 days");
        properties.put("delta.deletedFileRetentionDuration", "interval 3650 days");
        return properties;
    }
}
