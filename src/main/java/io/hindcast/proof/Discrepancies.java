package io.hindcast.proof;

import io.hindcast.content.ContentHash;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two contents of one partition, in words. */
final class Discrepancies {

    private Discrepancies() {}

    /** Between what was recorded and what was computed. */
    static List<String> between(CommitRecord.Content there, ContentHash computed) {
        return between(there.rows(), there.hashes(), computed.rows(), computed.hashes());
    }

    /** Between what was recorded in two places. */
    static List<String> between(CommitRecord.Content one, CommitRecord.Content other) {
        return between(one.rows(), one.hashes(), other.rows(), other.hashes());
    }

    /** Between what was computed in two ways. */
    static List<String> between(ContentHash one, ContentHash other) {
        return between(one.rows(), one.hashes(), other.rows(), other.hashes());
    }

    private static List<String> between(
            long rows, Map<String, String> hashes, long otherRows, Map<String, String> otherHashes) {
        if (rows != otherRows) {
            // Then every column has other values, or others as often.
            return List.of("(" + Counts.of(rows, "row") + " against " + otherRows + ")");
        }
        List<String> columns = new TreeMap<>(otherHashes)
                .entrySet().stream()
                        .filter(column -> !column.getValue().equals(hashes.get(column.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
        return columns.isEmpty() ? List.of("(which values stand in one row)") : columns;
    }
}
