package io.hindcast.bench;

import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.plan.AssumedState;
import io.hindcast.plan.BatchPolicy;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Planner;
import io.hindcast.plan.Request;
import io.hindcast.testing.Partitionings;
import io.hindcast.testing.Worlds;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A generated warehouse of a hundred tables that are built but for scattered holes, and the plan that fills these. */
public final class PlannerWorld {

    private static final int TABLES = 100;
    private static final int LAYER = 10;
    private static final int KEYS = 10;
    private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH");

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final Instant now;

    private PlannerWorld(Warehouse warehouse, WarehouseState state, Instant now) {
        this.warehouse = warehouse;
        this.state = state;
        this.now = now;
    }

    /** How the tables read each other. */
    public enum Shape {
        /** Ten layers of ten, each table reads two of the layer above. */
        LAYERS,
        /** Each reads the one before. */
        CHAIN,
        /** Two read one, one reads the two, and so on. */
        DIAMONDS,
        /** All read the first. */
        FAN_OUT,
        /** Layers; each reads the hour and the six before it. */
        WINDOWS,
        /** Layers of hours, then days, then months. */
        GRAINS,
        /** Layers; each carries on its own hour before. */
        SELF,
        /** Layers of hours by ten keys. */
        TWO_DIMENSIONS
    }

    /**
     * A world.
     *
     * @param partitions of all tables together, about
     * @param perMille how many of a thousand partitions of each table are missing
     */
    public static PlannerWorld of(Shape shape, long partitions, double perMille) {
        long each = Math.max(1, partitions / TABLES);
        long hours = shape == Shape.TWO_DIMENSIONS ? Math.max(1, each / KEYS) : each;
        Worlds worlds = Worlds.world().source("s", partitioning(shape, 0, hours));
        for (int table = 0; table < TABLES; table++) {
            List<Worlds.Reading> reads = new ArrayList<>();
            above(shape, table)
                    .forEach(name ->
                            reads.add(shape == Shape.WINDOWS ? input(name, MappingRule.window(6, 0)) : input(name)));
            if (shape == Shape.SELF) {
                reads.add(self(1).chained());
            }
            worlds.asset(name(table), partitioning(shape, table, hours), reads.toArray(Worlds.Reading[]::new));
        }
        Warehouse warehouse = worlds.warehouse();
        Instant now = FIRST.plusHours(hours).plusYears(1).toInstant(ZoneOffset.UTC);
        return new PlannerWorld(warehouse, withHoles(warehouse, now, perMille), now);
    }

    private static String name(int table) {
        return String.format("t%03d", table);
    }

    private static List<String> above(Shape shape, int table) {
        if (table == 0) {
            return List.of("s");
        }
        return switch (shape) {
            case CHAIN -> List.of(name(table - 1));
            case FAN_OUT -> List.of(name(0));
            case DIAMONDS -> table % 3 == 0 ? List.of(name(table - 1), name(table - 2)) : List.of(name(table / 3 * 3));
            case LAYERS, WINDOWS, GRAINS, SELF, TWO_DIMENSIONS -> {
                if (table < LAYER) {
                    yield List.of("s");
                }
                int first = (table / LAYER - 1) * LAYER;
                yield List.of(name(first + table % LAYER), name(first + (table + 1) % LAYER));
            }
        };
    }

    private static Partitioning partitioning(Shape shape, int table, long hours) {
        LocalDateTime last = FIRST.plusHours(hours - 1);
        String range = HOUR.format(FIRST) + ".." + HOUR.format(last);
        if (shape == Shape.GRAINS && table >= TABLES * 8 / 10) {
            return Partitionings.time(Grain.MONTH, "month", range, ZoneOffset.UTC);
        }
        if (shape == Shape.GRAINS && table >= TABLES / 2) {
            return Partitionings.time(Grain.DAY, "ds", range, ZoneOffset.UTC);
        }
        Partitioning time = Partitionings.hours(range);
        return shape == Shape.TWO_DIMENSIONS
                ? Partitionings.product(
                        time, Partitionings.keys("origin", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"))
                : time;
    }

    private static WarehouseState withHoles(Warehouse warehouse, Instant now, double perMille) {
        AssumedState assumed = new AssumedState(warehouse, now);
        WarehouseState state = assumed.fresh();
        Random random = new Random(1);
        for (Asset asset : warehouse.assets()) {
            PartitionSet all = asset.partitioning().extent(now);
            PartitionSet built = all.minus(holes(all, perMille / 1000, random));
            state = assumed.built(state, asset.name(), built, asset.signature().fingerprint());
        }
        return state;
    }

    /** Of two dimensions a hole is one hour of one key of ten, so that there are as many. */
    private static PartitionSet holes(PartitionSet all, double share, Random random) {
        Partitioning partitioning = all.partitioning();
        List<PartitionSet> holes = new ArrayList<>();
        IntervalSet hours = all.timeIntervals();
        for (String key : partitioning.dimensions().size() == 1 ? List.of("") : List.copyOf(all.keys("origin"))) {
            PartitionSet of = key.isEmpty() ? all : all.restrictKeys("origin", new TreeSet<>(List.of(key)));
            List<Interval> times = new ArrayList<>();
            for (long hour = hours.first(); hour <= hours.last(); hour++) {
                if (random.nextDouble() < share) {
                    times.add(new Interval(hour, hour + 1));
                }
            }
            holes.add(of.restrictTime(IntervalSet.of(times)));
        }
        return PartitionSet.unionAll(partitioning, holes);
    }

    /** The plan that brings all of it up to date. */
    public Plan plan() {
        return new Planner(warehouse, state, BatchPolicy.forParallel(4))
                .plan("p-world", Request.everything(), now, List.of());
    }
}
