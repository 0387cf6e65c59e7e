package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.Box;
import io.hindcast.partition.Dimension;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.Slice;
import io.hindcast.partition.TimeDimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A mapping that works on each dimension by itself: a box becomes a box. Dimensions without a partner on the other side
 * map to and from all of it.
 */
final class DimensionMapping implements Mapping {

    private final Partitioning downstream;
    private final Partitioning upstream;
    private final List<Joint> joints;
    private final Words words;
    /** Whether a partition reads the one of the same periods and keys, and no other. */
    private final boolean isSame;

    DimensionMapping(Partitioning downstream, Partitioning upstream, List<Joint> joints, Words words) {
        this.downstream = downstream;
        this.upstream = upstream;
        this.joints = List.copyOf(joints);
        this.words = words;
        int dimensions = downstream.dimensions().size();
        this.isSame = dimensions == upstream.dimensions().size()
                && dimensions == joints.size()
                && joints.stream().allMatch(Joint::isSame);
    }

    /**
     * What is said of it.
     *
     * @param description for people
     * @param moreDefinition what it depends on beside its links; empty for nothing
     */
    record Words(String description, String moreDefinition) {}

    /**
     * A link and the dimensions it links.
     *
     * @param downstream the place of its dimension downstream
     * @param upstream the place of its dimension upstream
     */
    record Joint(int downstream, int upstream, Link link) {

        boolean isSame() {
            return downstream == upstream && link.isSame();
        }
    }

    @Override
    public Partitioning downstream() {
        return downstream;
    }

    @Override
    public Partitioning upstream() {
        return upstream;
    }

    @Override
    public Mapped upstreamOf(PartitionSet set) {
        PartitionSet all = imageOf(
                set,
                downstream,
                upstream,
                box -> image(
                        upstream,
                        Joint::upstream,
                        joint -> joint.link().upstreamOf(box.slices().get(joint.downstream()))));
        PartitionSet domain = upstream.domain();
        return new Mapped(all.intersect(domain), all.minus(domain));
    }

    @Override
    public PartitionSet downstreamOf(PartitionSet set) {
        return downstreamOfUndeclared(set.intersect(upstream.domain()));
    }

    @Override
    public PartitionSet downstreamOfUndeclared(PartitionSet set) {
        PartitionSet all = imageOf(
                set,
                upstream,
                downstream,
                box -> image(
                        downstream,
                        Joint::downstream,
                        joint -> joint.link().downstreamOf(box.slices().get(joint.upstream()))));
        return all.intersect(downstream.domain());
    }

    /** What the boxes of a set of one side become together on the other. */
    private PartitionSet imageOf(
            PartitionSet set, Partitioning side, Partitioning other, Function<Box, PartitionSet> image) {
        if (!set.partitioning().sameShape(side)) {
            throw new IllegalArgumentException(set + " is no set of " + side);
        }
        return isSame
                ? set.in(other)
                : PartitionSet.unionAll(other, set.parts().stream().map(image).toList());
    }

    /** The box of one side: what the links give, and all that is declared where there is no link. */
    private PartitionSet image(Partitioning side, ToIntFunction<Joint> place, Function<Joint, Slice> linked) {
        Map<Integer, Slice> slices = new HashMap<>();
        joints.forEach(joint -> slices.put(place.applyAsInt(joint), linked.apply(joint)));
        List<Dimension> dimensions = side.dimensions();
        return PartitionSet.box(
                side,
                IntStream.range(0, dimensions.size())
                        .mapToObj(i -> slices.computeIfAbsent(
                                i, free -> dimensions.get(i).domain()))
                        .toList());
    }

    @Override
    public String definition() {
        List<String> links = joints.stream()
                .map(joint -> downstream.dimensions().get(joint.downstream()).column()
                        + " reads "
                        + upstream.dimensions().get(joint.upstream()).column()
                        + " "
                        + joint.link().definition())
                .toList();
        return upstream.shape() + (links.isEmpty() ? "" : ": " + String.join(", ", links)) + words.moreDefinition();
    }

    @Override
    public String description() {
        return words.description();
    }

    @Override
    public Optional<List<Alignment>> alignments() {
        List<Alignment> alignments = joints.stream().flatMap(this::alignment).toList();
        return alignments.size() == joints.size() ? Optional.of(alignments) : Optional.empty();
    }

    private Stream<Alignment> alignment(Joint joint) {
        String reader = downstream.dimensions().get(joint.downstream()).column();
        String read = upstream.dimensions().get(joint.upstream()).column();
        return joint.link().reach().stream().map(offsets -> new Alignment(reader, read, offsets));
    }

    @Override
    public Mapping seeing(IntervalSet there) {
        IntervalSet declared =
                upstream.time().isPresent() ? there.intersect(upstream.domain().timeIntervals()) : there;
        List<Joint> seen = joints.stream()
                .map(joint -> joint.link() instanceof SnapshotLink link
                        ? new Joint(joint.downstream(), joint.upstream(), link.seeing(declared))
                        : joint)
                .toList();
        return new DimensionMapping(downstream, upstream, seen, words);
    }

    @Override
    public long shown(long period) {
        return joints.stream()
                .map(Joint::link)
                .filter(SnapshotLink.class::isInstance)
                .map(link -> ((SnapshotLink) link).shown(period))
                .findFirst()
                .orElseGet(() -> Mapping.super.shown(period));
    }

    @Override
    public Optional<MappingRule> enoughFor(List<BatchRead> readings) {
        return shift().flatMap(
                        shift -> OffsetUse.enough(shift.downstream(), shift.upstream(), shift.offsets(), readings))
                .map(MappingRule::offsets);
    }

    /** How time is mapped; empty where it is not, and where one set of offsets does not tell all of it. */
    private Optional<TimeLink> shift() {
        if (downstream.time().isEmpty() || upstream.time().isEmpty() || times(downstream) > 1 || times(upstream) > 1) {
            return Optional.empty();
        }
        TimeGrid reader = downstream.time().get().grid();
        TimeGrid read = upstream.time().get().grid();
        if (joints.isEmpty()) {
            // The whole input. With keys, to read less of its time would be to read less of its keys as well.
            return upstream.dimensions().size() == 1
                    ? Optional.of(new TimeLink(reader, read, IntervalSet.all()))
                    : Optional.empty();
        }
        return joints.stream()
                .map(Joint::link)
                .filter(TimeLink.class::isInstance)
                .map(TimeLink.class::cast)
                .findFirst();
    }

    private static long times(Partitioning partitioning) {
        return partitioning.dimensions().stream()
                .filter(TimeDimension.class::isInstance)
                .count();
    }
}
