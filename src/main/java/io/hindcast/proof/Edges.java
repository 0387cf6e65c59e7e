package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.interval.Grain;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where along time something begins or ends that a job may have in mind: a month, or a year where partitions are months
 * or quarters; a period of an input; and that all of what is read lies inside an input's range.
 */
final class Edges {

    private final List<Asset.Input> inputs;
    private final PartitionSet partitions;
    private final TimeGrid own;
    private final List<TimeGrid> coarser;

    private Edges(Asset asset, PartitionSet partitions, TimeGrid own) {
        this.inputs = Stream.concat(asset.inputs().stream(), asset.ownPartitions().stream())
                .toList();
        this.partitions = partitions;
        this.own = own;
        this.coarser = Stream.concat(
                        calendar(own).stream(),
                        inputs.stream()
                                .flatMap(input ->
                                        input.partitioning().time().stream().map(TimeDimension::grid)))
                .filter(grid -> grid.grain().compareTo(own.grain()) > 0)
                .distinct()
                .toList();
    }

    private static Optional<TimeGrid> calendar(TimeGrid own) {
        Grain grain = own.grain().compareTo(Grain.MONTH) < 0 ? Grain.MONTH : Grain.YEAR;
        return grain.compareTo(own.grain()) > 0 ? Optional.of(new TimeGrid(grain, own.zone())) : Optional.empty();
    }

    /**
     * The places among periods of what comes first behind an edge; none without periods.
     *
     * @param partitions of the asset
     * @param periods of these partitions, in order
     */
    static List<Integer> among(Asset asset, PartitionSet partitions, List<Long> periods) {
        return asset.partitioning()
                .time()
                .map(time -> new Edges(asset, partitions, time.grid()).among(periods))
                .orElse(List.of());
    }

    private List<Integer> among(List<Long> periods) {
        List<Integer> edges = new ArrayList<>();
        for (int i = 1; i < periods.size(); i++) {
            if (!surroundings(periods.get(i - 1)).equals(surroundings(periods.get(i)))) {
                edges.add(i);
            }
        }
        return edges;
    }

    /** What is the same for all periods between two edges. */
    private List<Object> surroundings(long period) {
        List<Object> surroundings = new ArrayList<>();
        coarser.forEach(grid -> surroundings.add(own.alignTo(grid, IntervalSet.point(period))));
        PartitionSet there = partitions.restrictTime(IntervalSet.point(period));
        inputs.forEach(input -> surroundings.add(input.isCutOffFor(there)));
        return surroundings;
    }
}
