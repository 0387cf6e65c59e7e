package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.content.ContentHash;
import io.hindcast.delta.OpenTables;
import io.hindcast.delta.PinnedTable;
import io.hindcast.delta.Recomputed;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.TableRef;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds what was built in another root against what is there, partition by partition, by what their commits recorded. */
public final class Rebuilt {

    private static final int EXAMPLES = 10;

    private final OpenTables tables;

    /** Rows of both roots are read with these. */
    public Rebuilt(OpenTables tables) {
        this.tables = tables;
    }

    /**
     * One side of the comparison.
     *
     * @param asset with its table
     */
    public record Side(Asset asset, AssetState state) {

        private TableRef table() {
            return TableRef.of(asset);
        }
    }

    /**
     * Compares partitions of one asset, which are all there on the first side.
     *
     * @param unbuilt why partitions are not there on the second side, as far as that is known
     */
    public Verdict compare(Side there, Side anew, PartitionSet partitions, Map<String, PartitionSet> unbuilt) {
        Map<Partition, List<String>> different = new TreeMap<>();
        Map<String, PartitionSet> untold = new LinkedHashMap<>();
        PartitionSet missing = partitions.minus(anew.state().builds().covered());
        untold.putAll(causes(missing, unbuilt));
        PartitionMap<CommitRecord.Content> recorded = there.state().contents();
        PartitionMap<CommitRecord.Content> built = anew.state().contents();
        partitions.minus(missing).partitions().forEach(partition -> {
            CommitRecord.Content one = recorded.at(partition).orElseThrow();
            CommitRecord.Content other = built.at(partition).orElseThrow();
            if (!one.hash().startsWith(ContentHash.SCHEME)) {
                untold.merge(
                        "its hash was recorded under another scheme",
                        PartitionSet.of(partitions.partitioning(), partition),
                        PartitionSet::union);
            } else if (!one.hash().equals(other.hash())) {
                different.put(partition, Discrepancies.between(one, other));
            }
        });
        PartitionSet none = PartitionSet.empty(partitions.partitioning());
        Verdict first = new Verdict(none, different, untold, none, Recomputed.Examples.NONE);
        PartitionSet equal = partitions.minus(first.differing()).minus(first.unknown());
        return new Verdict(equal, different, untold, none, examples(there, anew, first.differing()));
    }

    private static Map<String, PartitionSet> causes(PartitionSet missing, Map<String, PartitionSet> unbuilt) {
        Map<String, PartitionSet> causes = new LinkedHashMap<>();
        PartitionSet rest = missing;
        for (Map.Entry<String, PartitionSet> cause : unbuilt.entrySet()) {
            PartitionSet own = rest.intersect(cause.getValue());
            if (!own.isEmpty()) {
                causes.put("it could not be built from scratch: " + cause.getKey(), own);
            }
            rest = rest.minus(own);
        }
        if (!rest.isEmpty()) {
            causes.put("it could not be built from scratch", rest);
        }
        return causes;
    }

    private Recomputed.Examples examples(Side there, Side anew, PartitionSet differing) {
        if (differing.isEmpty()) {
            return Recomputed.Examples.NONE;
        }
        Optional<PartitionSet> only =
                differing.partitioning().dimensions().isEmpty() ? Optional.empty() : Optional.of(differing);
        Dataset<Row> rows = PinnedTable.rows(tables, anew.table(), anew.state().version(), only);
        return Recomputed.examples(tables, there.table(), differing, rows, EXAMPLES);
    }
}
