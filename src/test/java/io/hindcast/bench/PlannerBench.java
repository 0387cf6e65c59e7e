package io.hindcast.bench;

import io.hindcast.plan.Plan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long planning takes, in a heap of 500 MB: by default the largest worlds, with few holes and with many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx500m")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class PlannerBench {

    /** How the tables read each other. */
    @Param
    public PlannerWorld.Shape shape = PlannerWorld.Shape.LAYERS;

    /** Of all tables together. */
    @Param("10000000")
    public long partitions;

    /** How many of a thousand partitions are missing. */
    @Param({"1", "50"})
    public double perMille;

    private PlannerWorld world = PlannerWorld.of(PlannerWorld.Shape.CHAIN, 100, 0);

    /** Made once for all iterations. */
    @Setup
    public void world() {
        world = PlannerWorld.of(shape, partitions, perMille);
    }

    /** Everything that is out of date. */
    @Benchmark
    public Plan plan() {
        return world.plan();
    }
}
