package io.hindcast.run;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How many steps may run side by side: in all, of one asset, and of all assets that share a named pool, such as a source
 * database or a licence.
 *
 * @param parallel in all, at least one
 * @param assets asset to how many of its steps, where it has a limit of its own
 * @param pools pool to how many steps that use it
 * @param poolOf asset to the pool that it uses
 */
public record Limits(
        int parallel, Map<String, Integer> assets, Map<String, Integer> pools, Map<String, String> poolOf) {

    /** The lane of what nothing but the number in all holds back. */
    private static final String OPEN = "";

    public Limits {
        assets = Collections.unmodifiableMap(new TreeMap<>(assets));
        pools = Collections.unmodifiableMap(new TreeMap<>(pools));
        poolOf = Collections.unmodifiableMap(new TreeMap<>(poolOf));
        requirePositive("steps in all", parallel);
        assets.forEach(Limits::requirePositive);
        pools.forEach(Limits::requirePositive);
        for (Map.Entry<String, String> use : poolOf.entrySet()) {
            if (!pools.containsKey(use.getValue())) {
                throw new IllegalArgumentException(
                        use.getKey() + " uses pool " + use.getValue() + ", which has no limit");
            }
        }
    }

    private static void requirePositive(String what, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("at least one step may run, not " + steps + " of " + what);
        }
    }

    /** Nothing but the number in all. */
    public static Limits ofParallel(int parallel) {
        return new Limits(parallel, Map.of(), Map.of(), Map.of());
    }

    /** The same with another number in all. */
    public Limits withParallel(int other) {
        return new Limits(other, assets, pools, poolOf);
    }

    /**
     * Another number.
     *
     * @param of an asset, {@code pool:crm} for a pool, and empty for all steps together
     * @param steps how many may run side by side, at least one
     */
    public record Change(String of, int steps) {

        /** How pools are told from assets. */
        public static final String POOL = "pool:";

        public Change {
            requirePositive(of.isEmpty() ? "steps in all" : of, steps);
        }

        /** Of all steps together. */
        public static Change inAll(int steps) {
            return new Change("", steps);
        }
    }

    /** The same with another number; one of a pool that nobody declared means nothing. */
    Limits with(Change change) {
        if (change.of().isEmpty()) {
            return withParallel(change.steps());
        }
        boolean isPool = change.of().startsWith(Change.POOL);
        Map<String, Integer> others = new TreeMap<>(isPool ? pools : assets);
        others.put(isPool ? change.of().substring(Change.POOL.length()) : change.of(), change.steps());
        return isPool ? new Limits(parallel, assets, others, poolOf) : new Limits(parallel, others, pools, poolOf);
    }

    /**
     * What the limits hold back together: assets of one lane may start or not as one. An asset with a limit of its own is
     * a lane, and so are the others of one pool.
     */
    String laneOf(String asset) {
        if (assets.containsKey(asset)) {
            return "asset " + asset;
        }
        String pool = poolOf.get(asset);
        return pool == null ? OPEN : "pool " + pool;
    }

    /**
     * Whether one more step of an asset may start, the number in all left aside.
     *
     * @param running what runs
     */
    boolean permits(String asset, Collection<Fragment> running) {
        if (laneOf(asset).equals(OPEN)) {
            return true;
        }
        Integer own = assets.get(asset);
        if (own != null && count(running, other -> other.equals(asset)) >= own) {
            return false;
        }
        String pool = poolOf.get(asset);
        return pool == null
                || count(running, other -> pool.equals(poolOf.get(other)))
                        < pools.getOrDefault(pool, Integer.MAX_VALUE);
    }

    private static long count(Collection<Fragment> running, Predicate<String> asset) {
        return running.stream().filter(fragment -> asset.test(fragment.asset())).count();
    }
}
