package io.hindcast.cli;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Lease;
import io.hindcast.plan.Footprints;
import io.hindcast.plan.HeldBack;
import io.hindcast.plan.Plan;
import io.hindcast.run.Claiming;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A plan that a lease covers, made from what was read under it.
 *
 * @param planning that was read last
 * @param plan without what others hold
 */
record LeasedPlan(Planning planning, Plan plan) {

    /** The same as {@link #of} for who takes no lease where there is nothing to do. */
    static LeasedPlan orNothing(RunDesk desk, Supplier<Planning> read, Function<Planning, Plan> made) {
        Planning planning = read.get();
        Plan plan = made.apply(planning);
        return plan.isEmpty() ? new LeasedPlan(planning, plan) : of(desk, read, made, new LeasedPlan(planning, plan));
    }

    /**
     * Plans, takes the lease, and looks again: others may have written before it was taken. Should there be more to do
     * than the lease covers, it is taken anew.
     *
     * @param read reads the warehouse
     * @param made makes the plan of it
     */
    static LeasedPlan of(RunDesk desk, Supplier<Planning> read, Function<Planning, Plan> made) {
        Planning planning = read.get();
        return of(desk, read, made, new LeasedPlan(planning, made.apply(planning)));
    }

    private static LeasedPlan of(
            RunDesk desk, Supplier<Planning> read, Function<Planning, Plan> made, LeasedPlan first) {
        LeasedPlan wanted = first;
        while (true) {
            RunDesk.Claimed<Plan> claimed = desk.claim(wish(wanted.planning(), wanted.plan()));
            Planning planning = read.get();
            Plan plan = made.apply(planning);
            Plan rest = without(planning, plan, claimed.others());
            if (Footprints.of(warehouse(planning), rest).isWithin(claimed.territory())) {
                return new LeasedPlan(planning, rest);
            }
            wanted = new LeasedPlan(planning, plan);
        }
    }

    private static Claiming.Wish<Plan> wish(Planning planning, Plan plan) {
        return new Claiming.Wish<>(
                plan,
                part -> Footprints.of(warehouse(planning), part),
                (part, others) -> without(planning, part, others));
    }

    private static Plan without(Planning planning, Plan plan, List<Lease> others) {
        return HeldBack.without(
                warehouse(planning), plan, others, planning.workspace().clock().instant());
    }

    private static Warehouse warehouse(Planning planning) {
        return planning.workspace().warehouse();
    }
}
