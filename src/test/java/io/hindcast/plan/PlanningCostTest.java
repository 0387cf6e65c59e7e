package io.hindcast.plan;

import static io.hindcast.testing.Worlds.input;
import static io.hindcast.testing.Worlds.self;
import static io.hindcast.testing.Worlds.world;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.Grain;
import io.hindcast.interval.Interval;
import io.hindcast.interval.IntervalSet;
import io.hindcast.interval.TimeGrid;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.mapping.MappingRule;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.partition.TimeDimension;
import io.hindcast.testing.Partitionings;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What planning costs, in bytes allocated and in the text of the plan: the same on every machine, fast or slow. */
class PlanningCostTest {

    private static final long HOURS_OF_RANGE = 100 * 24;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> TABLES =
            List.of("hourly", "window", "daily", "monthly", "chained", "keyed", "keyed_window");

    @Test
    void rangesThatAreAThousandTimesAsLongCostTheSame() {
        Cost some = Cost.of(new World(40, HOURS_OF_RANGE));
        Cost thousandfold = Cost.of(new World(40, 1000 * HOURS_OF_RANGE));
        assertThat(thousandfold.partitions()).isGreaterThan(900 * some.partitions());
        assertThat(thousandfold.bytes()).as("against %s", some).isLessThan(2 * some.bytes());
        assertThat(thousandfold.text()).as("against %s", some).isLessThan(2 * some.text());
    }

    @Test
    @Tag("long")
    void costGrowsWithTheNumberOfRanges() {
        Cost some = Cost.of(new World(400, HOURS_OF_RANGE));
        Cost tenfold = Cost.of(new World(4000, HOURS_OF_RANGE));
        assertThat(tenfold.bytes()).as("against %s", some).isLessThan(15 * some.bytes());
    }

    /** Of one plan. */
    private record Cost(long partitions, long bytes, long text) {

        static Cost of(World world) {
            Plan plan = world.plan();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            world.plan();
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            return new Cost(plan.partitions(), bytes, PlanJson.line(plan).length());
        }
    }

    /** Built but for stretches of one table, of which half are missing: every mapping passes them on. */
    private static final class World {

        private final Warehouse warehouse;
        private final WarehouseState state;

        World(int ranges, long hoursOfRange) {
            long hours = 2L * ranges * hoursOfRange;
            Partitioning hour = time(Grain.HOUR, "at", hours);
            Partitioning keyed = Partitionings.product(hour, Partitionings.keys("origin", "A", "B", "C"));
            warehouse = world().source("s", hour)
                    .asset("hourly", hour, input("s"))
                    .asset("window", hour, input("hourly", MappingRule.window(6, 0)))
                    .asset("daily", time(Grain.DAY, "ds", hours / 24), input("hourly"))
                    .asset("monthly", time(Grain.MONTH, "month", hours / 24 / 31), input("daily"))
                    .asset("chained", hour, input("window"), self(1).chained())
                    .asset("keyed", keyed, input("hourly"))
                    .asset("keyed_window", keyed, input("keyed", MappingRule.window(6, 0)))
                    .warehouse();
            AssumedState assumed = new AssumedState(warehouse, NOW);
            IntervalSet there = IntervalSet.of(LongStream.range(0, ranges)
                    .mapToObj(i -> new Interval(2 * i * hoursOfRange, (2 * i + 1) * hoursOfRange))
                    .toList());
            state = assumed.built(
                    assumed.fresh(),
                    "hourly",
                    PartitionSet.ofTime(hour, there),
                    warehouse.asset("hourly").orElseThrow().signature().fingerprint());
        }

        private static Partitioning time(Grain grain, String column, long periods) {
            return Partitioning.of(TimeDimension.of(column, TimeGrid.utc(grain), new Interval(0, periods)));
        }

        Plan plan() {
            Plan plan = new Planner(warehouse, state, BatchPolicy.forParallel(4))
                    .plan("p-cost", Request.everything(), NOW, List.of());
            assertThat(plan.assets()).containsExactlyInAnyOrderElementsOf(TABLES);
            return plan;
        }
    }
}
