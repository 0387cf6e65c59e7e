package io.hindcast.run;

import io.hindcast.asset.Asset;
import io.hindcast.partition.PartitionSet;
import java.util.List;
import java.util.Optional;

/**
 * A step of the plan, or a part of it that is left after leaving partitions out and halving.
 *
 * @param id the step's id, with {@code .1} or {@code .2} for each halving, and {@code .0} for what was left of it when a
 *     run was taken up again
 * @param root the id of the planned step
 * @param knownFailure the signature of the failure that led to halving: a half that fails alike is not repeated
 */
public record Fragment(String id, String root, String asset, PartitionSet partitions, Optional<String> knownFailure) {

    /**
     * The two halves; empty for a single partition.
     *
     * @param of the asset it is of
     */
    Optional<List<Fragment>> halves(Asset of, String failure) {
        return halves(of, Optional.of(failure));
    }

    /** The two parts that a fragment is cut into which is too large, and did not fail; empty for a single partition. */
    Optional<List<Fragment>> parts(Asset of) {
        return halves(of, knownFailure);
    }

    /** Both together are what it is of, each partition in one of them. */
    void requireAllOf(PartitionSet changed, PartitionSet unchanged) {
        if (changed.intersects(unchanged) || !changed.union(unchanged).equals(partitions)) {
            throw new IllegalArgumentException("step " + id + " is of " + partitions + " and not of changed " + changed
                    + " and unchanged " + unchanged);
        }
    }

    /** A part of it, under another id. */
    Fragment as(String other, PartitionSet part) {
        return new Fragment(other, root, asset, part, knownFailure);
    }

    private Optional<List<Fragment>> halves(Asset of, Optional<String> failure) {
        return of.halvesOf(partitions)
                .map(halves -> List.of(half(1, halves.first(), failure), half(2, halves.second(), failure)));
    }

    private Fragment half(int number, PartitionSet part, Optional<String> failure) {
        return new Fragment(id + "." + number, root, asset, part, failure);
    }
}
