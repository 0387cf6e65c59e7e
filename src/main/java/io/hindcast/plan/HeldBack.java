package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Lease;
import io.hindcast.ledger.Territory;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.LedgerProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Leaves out of a plan what other runs hold, and all that depends on it: what they write or read is not written, what
 * they write is not read, and what would read a partition that is left out is left out as well.
 */
public final class HeldBack {

    private final Warehouse warehouse;
    private final Plan plan;
    private final List<Lease> leases;
    private final Instant now;
    private final Map<String, PartitionSet> held = new TreeMap<>();
    private final List<Wait> waits = new ArrayList<>();

    private HeldBack(Warehouse warehouse, Plan plan, List<Lease> leases, Instant now) {
        this.warehouse = warehouse;
        this.plan = plan;
        this.leases = leases;
        this.now = now;
    }

    /**
     * The plan without what is held, which it names with its holder.
     *
     * @param leases of others that live
     * @param now for the age of their runs
     */
    public static Plan without(Warehouse warehouse, Plan plan, List<Lease> leases, Instant now) {
        return new HeldBack(warehouse, plan, leases, now).plan();
    }

    /** What of an asset may be written beside others, as far as these let it be read and written. */
    public static PartitionSet freeOf(Warehouse warehouse, Asset asset, PartitionSet set, List<Lease> leases) {
        PartitionSet free = set;
        for (Lease lease : leases) {
            Territory territory = lease.territory();
            free = free.minus(territory.usesOf(asset.name(), asset.partitioning()));
            for (Asset.Input input : asset.inputs()) {
                if (!warehouse.isSource(input.name())) {
                    free = free.minus(input.readersOf(territory.writesOf(input.name(), input.partitioning())));
                }
            }
            free = free.minus(asset.readersOfItself(territory.writesOf(asset.name(), asset.partitioning())));
        }
        return free;
    }

    private Plan plan() {
        Map<String, PartitionSet> rewritten = plan.rewritten();
        for (Asset asset : warehouse.assets()) {
            PartitionSet planned = rewritten.get(asset.name());
            if (planned != null) {
                PartitionSet own = heldOf(asset, planned);
                if (!own.isEmpty()) {
                    held.put(asset.name(), own);
                }
            }
        }
        return held.isEmpty() ? plan : rest();
    }

    private PartitionSet heldOf(Asset asset, PartitionSet planned) {
        PartitionSet own = PartitionSet.empty(asset.partitioning());
        for (Lease lease : leases) {
            own = own.union(heldBy(lease, asset, planned));
        }
        for (Asset.Input input : asset.inputs()) {
            PartitionSet lacking = held.get(input.name());
            if (lacking != null) {
                own = own.union(waiting(asset, planned.intersect(input.readersOf(lacking)), input.name(), lacking));
            }
        }
        if (own.isEmpty()) {
            return own;
        }
        if (plan.reset().contains(asset.name())) {
            return planned;
        }
        return asset.withReadersOfItself(own, planned);
    }

    private PartitionSet waiting(Asset asset, PartitionSet readers, String input, PartitionSet lacking) {
        if (!readers.isEmpty()) {
            PartitionSet read = asset.inputs().stream()
                    .filter(each -> each.name().equals(input))
                    .map(each -> each.readBy(readers).intersect(lacking))
                    .findFirst()
                    .orElse(lacking);
            waits.add(new Wait(asset.name(), readers, input, read, "left to another run"));
        }
        return readers;
    }

    /** What one run keeps from being built, for what it writes and reads of the asset or writes of its inputs. */
    private PartitionSet heldBy(Lease lease, Asset asset, PartitionSet planned) {
        Territory territory = lease.territory();
        PartitionSet used = territory.usesOf(asset.name(), asset.partitioning());
        PartitionSet own = plan.reset().contains(asset.name()) && !used.isEmpty() ? planned : planned.intersect(used);
        wait(lease, asset, own, asset.name(), own);
        for (Asset.Input input : asset.inputs()) {
            if (!warehouse.isSource(input.name())) {
                PartitionSet written = territory.writesOf(input.name(), input.partitioning());
                own = own.union(reading(lease, asset, input, planned.minus(own), written));
            }
        }
        Optional<Asset.Input> self = asset.ownPartitions();
        if (self.isPresent()) {
            PartitionSet written = territory.writesOf(asset.name(), asset.partitioning());
            own = own.union(reading(lease, asset, self.get(), planned.minus(own), written));
        }
        return own;
    }

    private PartitionSet reading(
            Lease lease, Asset asset, Asset.Input input, PartitionSet planned, PartitionSet written) {
        if (planned.isEmpty() || written.isEmpty()) {
            return PartitionSet.empty(planned.partitioning());
        }
        PartitionSet readers = planned.intersect(input.readersOf(written));
        wait(
                lease,
                asset,
                readers,
                input.name(),
                readers.isEmpty() ? readers : input.readBy(readers).intersect(written));
        return readers;
    }

    private void wait(Lease lease, Asset asset, PartitionSet set, String input, PartitionSet lacking) {
        if (!set.isEmpty()) {
            Duration age = Duration.between(lease.since(), now);
            waits.add(new Wait(
                    asset.name(),
                    set,
                    input,
                    lacking,
                    LedgerProblems.atWork(lease.owner().run(), lease.owner().actor(), age)));
        }
    }

    private Plan rest() {
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            PartitionSet without = held.get(step.asset());
            PartitionSet left =
                    without == null ? step.partitions() : step.partitions().minus(without);
            if (!left.isEmpty()) {
                steps.add(without == null ? step : step.only(left));
            }
        }
        Set<String> ids = steps.stream().map(Step::id).collect(Collectors.toSet());
        steps.replaceAll(step -> step.afterOnly(ids));
        Map<String, Map<LeftOut, PartitionSet>> leftOut = new TreeMap<>();
        plan.leftOut().forEach((asset, causes) -> leftOut.put(asset, new EnumMap<>(causes)));
        held.forEach((asset, set) -> leftOut.computeIfAbsent(asset, name -> new EnumMap<>(LeftOut.class))
                .merge(LeftOut.HELD, set, PartitionSet::union));
        List<String> reset =
                plan.reset().stream().filter(name -> !held.containsKey(name)).toList();
        List<Wait> all = new ArrayList<>(plan.waits());
        all.addAll(waits);
        return plan.holdingBack(steps, leftOut, all).resetting(reset);
    }
}
