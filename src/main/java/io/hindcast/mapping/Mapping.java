package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import java.util.List;
import java.util.Optional;

/**
 * Which partitions of an upstream asset feed which of a downstream one. For declared partitions the directions agree: d
 * is in {@code downstreamOf({u})} exactly when u is in {@code upstreamOf({d}).inside()}; and both distribute over union.
 *
 * <p>Both methods throw IllegalStateException when they need all keys of a dimension and these are still to be
 * discovered.
 */
public interface Mapping {

    /** The partitioning of the asset that reads. */
    Partitioning downstream();

    /** The partitioning of the asset that is read. */
    Partitioning upstream();

    /** All upstream partitions that some of these downstream partitions read. */
    Mapped upstreamOf(PartitionSet downstream);

    /**
     * All declared downstream partitions that read some of these upstream partitions; upstream partitions that are not
     * declared are read by none.
     */
    PartitionSet downstreamOf(PartitionSet upstream);

    /** The same for upstream partitions that need not be declared: who would read them if they were. */
    PartitionSet downstreamOfUndeclared(PartitionSet upstream);

    /**
     * All that the mapping depends on but the declared ranges and keys, as text: mappings of the same definition differ
     * in these alone.
     */
    String definition();

    /**
     * The same, where it is known which upstream periods hold something; it makes a difference where one of them is read
     * that is not told by the calendar alone.
     */
    default Mapping seeing(IntervalSet there) {
        return this;
    }

    /**
     * Which upstream period a period is shown, where it is the newest of those that are there.
     *
     * @throws IllegalStateException where nothing is there, or where periods are read otherwise
     */
    default long shown(long period) {
        throw new IllegalStateException("no period is picked by " + definition());
    }

    /**
     * Which columns alone decide whether a partition reads another one, each by itself; empty where that is not all there
     * is to it. Without any, every partition reads all of it.
     */
    default Optional<List<Alignment>> alignments() {
        return Optional.empty();
    }

    /** What is read, for people, such as "the day and the 6 before it". */
    String description();

    /**
     * The rule that would have been enough for what batches were seen to read; empty when it is no tighter than this
     * mapping, or when what they read does not tell. Rules for keys are not looked at, and not among it.
     *
     * @param readings one for each batch
     */
    default Optional<MappingRule> enoughFor(List<BatchRead> readings) {
        return Optional.empty();
    }
}
