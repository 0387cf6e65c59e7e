package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of selected partitions of an asset, those that today's job can be held to: it built them, and what it built is there.
 *
 * @param partitions that can be computed again and compared
 * @param others why not, with the partitions; none of them empty
 */
public record Verifiable(Asset asset, PartitionSet partitions, Map<String, PartitionSet> others) {

    public Verifiable {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /**
     * Sorts out what is selected.
     *
     * @param state of the asset
     * @param selected bounded
     */
    public static Verifiable of(Asset asset, AssetState state, PartitionSet selected) {
        Map<String, PartitionSet> others = new LinkedHashMap<>();
        PartitionSet rest = without(selected, state.foreign().covered(), "written by someone else", others);
        rest = without(rest, state.expired(), "dropped on purpose", others);
        rest = without(rest, rest.minus(state.builds().covered()), "never built", others);
        PartitionSet ofOtherCode = PartitionSet.empty(asset.partitioning());
        for (Map.Entry<Build, PartitionSet> build : state.builds().groups().entrySet()) {
            if (!asset.signature().isOf(build.getKey().fingerprint())) {
                ofOtherCode = ofOtherCode.union(build.getValue());
            }
        }
        rest = without(rest, ofOtherCode, "built by other code than today's", others);
        return new Verifiable(asset, rest, others);
    }

    private static PartitionSet without(
            PartitionSet set, PartitionSet part, String why, Map<String, PartitionSet> others) {
        PartitionSet common = set.intersect(part);
        if (!common.isEmpty()) {
            others.put(why, common);
        }
        return set.minus(part);
    }

    /** The same with fewer partitions, which were there. */
    public Verifiable only(PartitionSet some) {
        return new Verifiable(asset, partitions.intersect(some), others);
    }

    /**
     * What was read, with the partitions that were built from it. Of its own partitions an asset reads those that were
     * there after the commit: the batch that brought them carried them within itself.
     */
    Map<Map<String, InputRead>, PartitionSet> byInputs(PartitionMap<Build> builds) {
        Map<Map<String, InputRead>, PartitionSet> groups = new LinkedHashMap<>();
        builds.restrictedTo(partitions).groups().forEach((build, set) -> {
            Map<String, InputRead> read = new TreeMap<>(build.inputs());
            if (asset.readsItself()) {
                read.put(Asset.SELF, InputRead.of(build.version()));
            }
            groups.merge(read, set, PartitionSet::union);
        });
        return groups;
    }
}
