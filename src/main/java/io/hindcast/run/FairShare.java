package io.hindcast.run;

/**
 * How the steps of a run share the cores with other work of the same Spark application, by Spark's fair scheduler.
 *
 * @param pool the pool of Spark that all of them run in
 * @param weight how many times as many cores as a pool of weight one, while both want more than there is; at least one
 * @param minShare cores that it has before others get more, as Spark's {@code minShare}; none unless said
 */
public record FairShare(String pool, int weight, int minShare) {

    private static final FairShare STANDARD = new FairShare("hindcast", 1, 0);

    public FairShare {
        if (weight < 1 || minShare < 0 || pool.isBlank()) {
            throw new IllegalArgumentException("pool '" + pool + "', weight " + weight + ", min_share " + minShare);
        }
    }

    /** As much as one other pool. */
    public static FairShare standard() {
        return STANDARD;
    }
}
