package io.hindcast.testing;

import static io.hindcast.testing.Partitionings.hours;
import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;

import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.Estimate;
import io.hindcast.plan.Means;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Range;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Seals;
import io.hindcast.plan.Spread;
import io.hindcast.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan of many steps of one partition each, to see what carrying out a step costs beside the work itself.
 *
 * @param steps as many as were asked for, about
 */
public record DispatchWorld(Warehouse warehouse, Plan plan, List<Step> steps) {

    private static final Partitioning HOURS = hours("2000-01-01T00..2039-12-31T23");
    private static final Instant NOW = Instant.parse("2040-01-01T00:00:00Z");
    private static final int LAYERS = 10;
    private static final int WINDOW = 2;

    /** How the steps hang together. */
    public enum Shape {
        /** Each after the one before. */
        CHAINS,
        /** None after another. */
        WIDE,
        /** The same, of every second hour: what was built is a set of as many ranges as steps. */
        SCATTERED,
        /** Ten layers; each step after three of the layer above, and built only if these changed. */
        LAYERED
    }

    /** A world of a shape. */
    public static DispatchWorld of(Shape shape, int steps) {
        return switch (shape) {
            case CHAINS -> chains(steps);
            case WIDE -> wide(steps, 1);
            case SCATTERED -> wide(steps, 2);
            case LAYERED -> layered(steps);
        };
    }

    private static DispatchWorld chains(int count) {
        Warehouse warehouse = world().source("s", HOURS)
                .asset("a", HOURS, input("s"), self(1))
                .warehouse();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step("a", i, none(), i == 0 ? List.of() : List.of(id("a", i - 1))));
        }
        return new DispatchWorld(warehouse, plan(steps), steps);
    }

    private static DispatchWorld wide(int count, int distance) {
        Warehouse warehouse =
                world().source("s", HOURS).asset("a", HOURS, input("s")).warehouse();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step("a", i * distance, none(), List.of()));
        }
        return new DispatchWorld(warehouse, plan(steps), steps);
    }

    private static DispatchWorld layered(int count) {
        Worlds worlds = world().source("s", HOURS).asset("a0", HOURS, input("s"));
        for (int layer = 1; layer < LAYERS; layer++) {
            worlds.asset("a" + layer, HOURS, input("a" + (layer - 1), MappingRule.offsets(IntervalSet.of(-WINDOW, 1))));
        }
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = 0; i < count / LAYERS; i++) {
                List<String> after = new ArrayList<>();
                for (int before = Math.max(0, i - WINDOW); layer > 0 && before <= i; before++) {
                    after.add(id("a" + (layer - 1), before));
                }
                steps.add(step("a" + layer, i, layer == 0 ? none() : hour(i), after));
            }
        }
        return new DispatchWorld(worlds.warehouse(), plan(steps), steps);
    }

    private static String id(String asset, int hour) {
        return asset + "/" + (hour + 1);
    }

    private static PartitionSet none() {
        return PartitionSet.empty(HOURS);
    }

    private static PartitionSet hour(int number) {
        return PartitionSet.ofTime(
                HOURS, IntervalSet.point(HOURS.domain().timeIntervals().first() + number));
    }

    private static Step step(String asset, int hour, PartitionSet ifChanged, List<String> after) {
        Estimate estimate =
                new Estimate(Range.ZERO, Range.ZERO, new Spread(1, 1 + hour % 7, 9), Spread.ZERO, Optional.empty());
        return new Step(
                id(asset, hour),
                asset,
                hour(hour),
                Map.of(Reason.MISSING, hour(hour)),
                ifChanged,
                Map.of(),
                after,
                estimate);
    }

    private static Plan plan(List<Step> steps) {
        return new Plan(
                "world",
                "p-1",
                NOW,
                "",
                Optional.empty(),
                new Seals(Map.of(), Map.of(), Map.of(), Map.of()),
                List.of(),
                List.of(),
                steps,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Means.UNKNOWN);
    }
}
