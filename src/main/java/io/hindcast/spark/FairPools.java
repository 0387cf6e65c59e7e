package io.hindcast.spark;

import io.hindcast.run.FairShare;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.Pool;
import org.apache.spark.scheduler.Schedulable;
import org.apache.spark.scheduler.SchedulingMode;
import scala.Enumeration;

/**
 * The pools of Spark's fair scheduler in which steps run: one for the whole run, so that it has its share beside other work
 * however many steps it does at once, and within it one for each asset. A pool that an allocation file declares stays as it
 * is declared there.
 */
final class FairPools {

    /** Which pool a thread's jobs run in. */
    static final String PROPERTY = "spark.scheduler.pool";

    private final Pool root;
    private final FairShare share;
    private final Map<String, Integer> weights;

    /**
     * The pools of a context; they are made as they are needed.
     *
     * @param weights asset to how many times as many cores its steps get as those of an asset that says nothing
     */
    FairPools(SparkContext context, FairShare share, Map<String, Integer> weights) {
        this.root = context.taskScheduler().rootPool();
        this.share = share;
        this.weights = Map.copyOf(weights);
    }

    /** The pool in which the steps of an asset run. */
    synchronized String of(String asset) {
        String name = share.pool() + "/" + asset;
        if (isFair() && root.getSchedulableByName(name) == null) {
            run().addSchedulable(pool(name, 0, weights.getOrDefault(asset, 1)));
        }
        return name;
    }

    /** Where tasks simply queue there are no pools to be made. */
    private boolean isFair() {
        Enumeration.Value mode = root.schedulingMode();
        return mode.equals(SchedulingMode.FAIR());
    }

    private Schedulable run() {
        Schedulable known = root.getSchedulableByName(share.pool());
        if (known != null) {
            return known;
        }
        Pool made = pool(share.pool(), share.minShare(), share.weight());
        root.addSchedulable(made);
        return made;
    }

    private static Pool pool(String name, int minShare, int weight) {
        return new Pool(name, SchedulingMode.FAIR(), minShare, weight);
    }
}
