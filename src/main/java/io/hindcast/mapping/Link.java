package io.hindcast.mapping;

import io.hindcast.partition.Slice;

/** What one dimension of the downstream side and one of the upstream side have to do with each other. */
interface Link {

    /** The upstream values that feed some of the downstream values. */
    Slice upstreamOf(Slice downstream);

    /** The downstream values that some of the upstream values feed. */
    Slice downstreamOf(Slice upstream);

    /** Whether every value feeds itself alone. */
    boolean isSame();

    /** What it depends on, as text; the grains and columns of the dimensions are told elsewhere. */
    String definition();
}
