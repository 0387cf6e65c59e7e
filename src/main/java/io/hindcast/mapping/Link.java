package io.hindcast.mapping;

import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.Slice;
import java.util.Optional;

/** What one dimension of the downstream side and one of the upstream side have to do with each other. */
interface Link {

    /** The upstream values that feed some of the downstream values. */
    Slice upstreamOf(Slice downstream);

    /** The downstream values that some of the upstream values feed. */
    Slice downstreamOf(Slice upstream);

    /** Whether every value feeds itself alone. */
    boolean isSame();

    /** How far what feeds a value lies behind it, where both sides have the same values; empty where they have not. */
    default Optional<IntervalSet> reach() {
        return isSame() ? Optional.of(IntervalSet.point(0)) : Optional.empty();
    }

    /** What it depends on, as text; the grains and columns of the dimensions are told elsewhere. */
    String definition();
}
