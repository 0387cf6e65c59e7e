package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.DimensionMapping.Joint;
import io.hindcast.mapping.DimensionMapping.Words;
import io.hindcast.mapping.Pairing.Pair;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.KeyDimension;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes mappings from rules. Dimensions pair by kind and column; one time dimension left on each side pairs too, so that
 * a month column can be rolled up from a day column. The offsets of a rule move the first pair of time dimensions; others
 * are aligned only. What has no partner maps to and from all of it.
 */
public final class Mappings {

    private static final IntervalSet NO_SHIFT = IntervalSet.point(0);

    private Mappings() {}

    /**
     * The mapping of a rule.
     *
     * @throws IllegalArgumentException when it is {@link #impossible}
     */
    public static Mapping between(Partitioning downstream, Partitioning upstream, MappingRule rule) {
        impossible(downstream, upstream, rule).ifPresent(misfit -> {
            throw new IllegalArgumentException(misfit.why());
        });
        List<Joint> joints = new ArrayList<>();
        boolean shifted = false;
        for (Pair pair : Pairing.of(downstream, upstream).pairs()) {
            linkOf(pair, rule, shifted ? NO_SHIFT : offsets(rule))
                    .ifPresent(link -> joints.add(new Joint(
                            downstream.dimensions().indexOf(pair.downstream()),
                            upstream.dimensions().indexOf(pair.upstream()),
                            link)));
            shifted |= pair.isTime();
        }
        return new DimensionMapping(
                downstream, upstream, joints, new Words(Descriptions.of(downstream, upstream, rule), ""));
    }

    /**
     * The input as it was when each partition was over.
     *
     * <p>Where the input has periods, these are snapshots of it: a partition reads the newest of those that are there and
     * that are over when it is itself, and the first one if all came later. Where it has none, it is read whole, and which
     * of its rows a partition is shown depends on when they were loaded.
     *
     * @param rule of which only the keys count, and whether they are read whole
     * @param there the periods that hold something; empty where that is not known
     * @throws IllegalArgumentException when it is {@link #impossible}, or when the partitions that read have no periods
     */
    public static Mapping asOf(Partitioning downstream, Partitioning upstream, MappingRule rule, IntervalSet there) {
        impossible(downstream, upstream, rule).ifPresent(misfit -> {
            throw new IllegalArgumentException(misfit.why());
        });
        TimeDimension reader = downstream.time().orElseThrow(() -> new IllegalArgumentException("no period ends"));
        List<Joint> joints = new ArrayList<>();
        for (Pair pair : Pairing.of(downstream, upstream).pairs()) {
            linkAsOf(pair, rule, there)
                    .ifPresent(link -> joints.add(new Joint(
                            downstream.dimensions().indexOf(pair.downstream()),
                            upstream.dimensions().indexOf(pair.upstream()),
                            link)));
        }
        String definition = upstream.time().isPresent()
                ? ""
                : ", rows loaded before the end of " + reader.column() + " "
                        + reader.grid().grain().word();
        return new DimensionMapping(
                downstream, upstream, joints, new Words(Descriptions.asOf(downstream, upstream), definition));
    }

    private static Optional<Link> linkAsOf(Pair pair, MappingRule rule, IntervalSet there) {
        return pair.downstream() instanceof TimeDimension down && pair.upstream() instanceof TimeDimension up
                ? Optional.of(new SnapshotLink(down.grid(), up.grid(), there))
                : linkOf(pair, rule, NO_SHIFT);
    }

    /**
     * The asset's own other partitions: what a partition reads of its own table. Offset 0, the partition itself, is left
     * out.
     *
     * @param offsets counted in its own periods
     * @throws IllegalArgumentException when there is no other partition to read, or no time dimension
     */
    public static Mapping self(Partitioning partitioning, IntervalSet offsets) {
        return between(partitioning, partitioning, MappingRule.offsets(offsets.minus(NO_SHIFT)));
    }

    /** Why a rule cannot hold between two partitionings; empty when it can. */
    public static Optional<Misfit> impossible(Partitioning downstream, Partitioning upstream, MappingRule rule) {
        Pairing pairing = Pairing.of(downstream, upstream);
        if (pairing.isAmbiguous()) {
            return Optional.of(new Misfit(
                    "it is not clear which time columns belong together: " + columns(pairing.downstreamTime())
                            + " here, " + columns(pairing.upstreamTime()) + " in the input",
                    "name the time column of the asset as the input's is named: " + columns(pairing.upstreamTime())));
        }
        return mixedKinds(downstream, upstream)
                .or(() -> shiftWithoutTime(downstream, upstream, rule, pairing))
                .or(() -> keysWithoutColumn(downstream, upstream, rule));
    }

    private static Optional<Misfit> mixedKinds(Partitioning downstream, Partitioning upstream) {
        for (Dimension dimension : downstream.dimensions()) {
            for (Dimension other : upstream.dimensions()) {
                boolean mixed = dimension instanceof TimeDimension != other instanceof TimeDimension;
                if (mixed && dimension.column().equals(other.column())) {
                    String column = dimension.column();
                    return Optional.of(new Misfit(
                            "the column " + column + " is time on one side and keys on the other",
                            "partition both by time or both by keys of " + column
                                    + ", or give one of the two columns another name"));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Misfit> shiftWithoutTime(
            Partitioning downstream, Partitioning upstream, MappingRule rule, Pairing pairing) {
        if (offsets(rule).equals(NO_SHIFT) || pairing.pairs().stream().anyMatch(Pair::isTime)) {
            return Optional.empty();
        }
        boolean neither = upstream.time().isEmpty() && downstream.time().isEmpty();
        String side = upstream.time().isEmpty() ? "the input is not" : "the asset is not";
        String remove = "remove window, offsets or lag";
        return Optional.of(new Misfit(
                "window, offsets and lag need time on both sides, but " + (neither ? "neither side is" : side)
                        + " partitioned by time",
                upstream.time().isEmpty()
                        ? remove + ": all of the input is read then"
                        : remove + ", or give the asset a partition by time"));
    }

    private static Optional<Misfit> keysWithoutColumn(
            Partitioning downstream, Partitioning upstream, MappingRule rule) {
        for (String column : rule.keys().keySet()) {
            if (!hasKeys(downstream, column) || !hasKeys(upstream, column)) {
                String side = hasKeys(downstream, column) ? "the input" : "the asset";
                return Optional.of(new Misfit(
                        "keys of " + column + " are mapped, but " + side + " is not partitioned by keys of it",
                        "remove keys from the input, or partition " + side + " by it: partition: {keys: {" + column
                                + ": […]}}"));
            }
        }
        return Optional.empty();
    }

    private static boolean hasKeys(Partitioning partitioning, String column) {
        return partitioning.dimensions().stream()
                .anyMatch(dimension ->
                        dimension instanceof KeyDimension && dimension.column().equals(column));
    }

    /** The link of a pair; none when the rule reads all of the upstream dimension. */
    private static Optional<Link> linkOf(Pair pair, MappingRule rule, IntervalSet offsets) {
        boolean whole = rule.time() instanceof TimeRule.Whole;
        if (pair.downstream() instanceof TimeDimension down && pair.upstream() instanceof TimeDimension up) {
            return whole ? Optional.empty() : Optional.of(new TimeLink(down.grid(), up.grid(), offsets));
        }
        String column = pair.upstream().column();
        boolean ruled = rule.keys().containsKey(column);
        return whole && !ruled
                ? Optional.empty()
                : Optional.of(new KeyLink(rule.keys().getOrDefault(column, Map.of())));
    }

    private static IntervalSet offsets(MappingRule rule) {
        return rule.time() instanceof TimeRule.Aligned aligned ? aligned.offsets() : NO_SHIFT;
    }

    private static String columns(List<Dimension> dimensions) {
        return String.join(", ", dimensions.stream().map(Dimension::column).toList());
    }
}
