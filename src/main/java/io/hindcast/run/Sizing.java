package io.hindcast.run;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Recut;
import io.hindcast.plan.Spread;
import io.hindcast.plan.Step;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * How large steps are made while a run goes on. A planned step that is likely to take longer than it should is cut when it
 * is about to start: its first part starts, and the rest is looked at again when its turn comes.
 *
 * @param sizes asset to what its steps took
 * @param rests id of a rest to its number among the parts of its step
 * @param unstarted asset to how many of its partitions have not begun, about
 * @param aim how long steps should take
 */
public record Sizing(
        PMap<String, StepSizes> sizes, PMap<String, Integer> rests, PMap<String, Long> unstarted, Aim aim) {

    /** Steps stay as they were planned. */
    public static final Sizing AS_PLANNED =
            new Sizing(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Aim.NONE);

    private static final double MILLI = 1000;

    /** What takes a smaller part of the time that a step should take is not cut. */
    private static final double WORTH_A_CUT = 4;

    /**
     * How long steps should take at most.
     *
     * @param seconds of each step; infinite where steps are not cut
     * @param ofAssets asset to the same of its own steps, where something else holds for them
     */
    public record Aim(double seconds, Map<String, Double> ofAssets) {

        private static final Aim NONE = new Aim(Double.POSITIVE_INFINITY, Map.of());

        public Aim {
            ofAssets = Map.copyOf(ofAssets);
        }

        /** As it is declared. */
        public static Aim of(Duration step, Map<String, Duration> ofAssets) {
            Map<String, Double> own = new HashMap<>();
            ofAssets.forEach((asset, time) -> own.put(asset, time.toMillis() / MILLI));
            return new Aim(step.toMillis() / MILLI, own);
        }

        double of(String asset) {
            return ofAssets.getOrDefault(asset, seconds);
        }
    }

    /**
     * A step should take so long.
     *
     * @param known asset to what earlier runs tell
     */
    public static Sizing aimingAt(Duration step, Map<String, StepSizes> known) {
        return aimingAt(Aim.of(step, Map.of()), known);
    }

    /** The same, and those of some assets another time. */
    public static Sizing aimingAt(Aim aim, Map<String, StepSizes> known) {
        return new Sizing(HashTreePMap.from(known), HashTreePMap.empty(), HashTreePMap.empty(), aim);
    }

    /** The same, of a run that has not begun. */
    Sizing of(Collection<Step> steps) {
        Map<String, Long> planned = new HashMap<>();
        steps.forEach(step -> planned.merge(step.asset(), step.partitions().count(), Long::sum));
        return new Sizing(sizes, rests, HashTreePMap.from(planned), aim);
    }

    /** After a fragment began. */
    Sizing started(Fragment fragment) {
        if (isOff()) {
            return this;
        }
        long left = unstarted.getOrDefault(fragment.asset(), 0L)
                - fragment.partitions().count();
        return new Sizing(sizes, rests, unstarted.plus(fragment.asset(), Math.max(0, left)), aim);
    }

    boolean isOff() {
        return aim.equals(Aim.NONE);
    }

    StepSizes of(String asset) {
        return sizes.getOrDefault(asset, StepSizes.UNKNOWN);
    }

    /** After a fragment that committed. */
    Sizing timed(Fragment fragment, double took) {
        return with(fragment, of(fragment.asset()).after(fragment.partitions().count(), took));
    }

    /** After a fragment that was too much for the cluster. */
    Sizing overloaded(Fragment fragment) {
        return with(
                fragment, of(fragment.asset()).overloaded(fragment.partitions().count()));
    }

    private Sizing with(Fragment fragment, StepSizes others) {
        return new Sizing(sizes.plus(fragment.asset(), others), rests, unstarted, aim);
    }

    /**
     * A fragment in two.
     *
     * @param first what starts now
     * @param then what is known from then on
     */
    record Cut(Fragment first, Fragment rest, Sizing then) {}

    /**
     * The first part of a fragment, and the rest; empty where all of it may start, or cannot be cut.
     *
     * @param parallel how many steps run side by side
     */
    Optional<Cut> cut(Fragment fragment, RunSetup setup, int parallel) {
        Spread planned = setup.step(fragment.root()).estimate().seconds();
        long most = most(fragment, planned, parallel);
        if (most >= fragment.partitions().count()) {
            return Optional.empty();
        }
        List<PartitionSet> parts =
                Recut.of(setup.warehouse(), setup.asset(fragment.asset()), fragment.partitions(), most);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Ids ids = ids(fragment.id());
        return Optional.of(
                new Cut(fragment.as(ids.first(), parts.get(0)), fragment.as(ids.rest(), parts.get(1)), ids.then()));
    }

    /**
     * How many partitions of a fragment should start now.
     *
     * @param planned how long all of it takes by the plan, in seconds
     */
    private long most(Fragment fragment, Spread planned, int parallel) {
        long count = fragment.partitions().count();
        StepSizes own = of(fragment.asset());
        double seconds = aim.of(fragment.asset());
        if (isOff() || count == 1) {
            return count;
        }
        // To look closer at what is not long would take longer.
        boolean isShort = own.isUnknown()
                ? isShort(planned, seconds) && !rests.containsKey(fragment.id())
                : own.seconds(count) <= seconds / WORTH_A_CUT;
        if (isShort && count <= own.most()) {
            return count;
        }
        long fair = (unstarted.getOrDefault(fragment.asset(), count) + parallel - 1) / parallel;
        // Towards the end all should come to theirs at about the same time.
        long next = Math.min(own.next(seconds), Math.max(own.least(), fair));
        // A last part that is hardly larger is not worth a step of its own, nor one that is small.
        long parts = count <= next + next / 4 ? 1 : (count + next - 1) / next;
        return (count + parts - 1) / parts;
    }

    /** Without history the plan errs by an order: what is likely counts, else nearly every first build would be cut. */
    private static boolean isShort(Spread planned, double seconds) {
        return planned.likely() > 0 && (planned.likely() <= seconds / WORTH_A_CUT || planned.high() <= seconds);
    }

    /**
     * The ids of the first part of a fragment and of the rest. Parts of one step are numbered one after the other, so that
     * ids stay short however often it is cut.
     */
    private Ids ids(String id) {
        Integer number = rests.get(id);
        if (number == null) {
            return new Ids(id + ".1", id + ".2", new Sizing(sizes, rests.plus(id + ".2", 2), unstarted, aim));
        }
        String rest = id.substring(0, id.lastIndexOf('.') + 1) + (number + 1);
        return new Ids(id, rest, new Sizing(sizes, rests.minus(id).plus(rest, number + 1), unstarted, aim));
    }

    /** What a cut fragment goes on as. */
    private record Ids(String first, String rest, Sizing then) {}
}
