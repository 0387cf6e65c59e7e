package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides for one asset which partitions are rewritten, given what was decided for all that it reads. Where the
 * contract leaves a choice:
 *
 * <ul>
 *   <li>A partition that waits, or is not selected, is read as it stands when it is there; only what was never built, or
 *       is set aside and stays so, is waited for.
 *   <li>A partition that was set aside is tried again as soon as something that it reads, its own asset and inputs whose
 *       changes are otherwise ignored included, is rebuilt by the same plan.
 *   <li>A partition that was dropped on purpose is rebuilt only when it is forced, or read by what is rebuilt, whether or
 *       not it is selected. What would make it out of date makes its readers out of date. That it comes back by itself
 *       does not.
 * </ul>
 */
final class Decider {

    private final Asset asset;
    private final WarehouseState warehouse;
    private final AssetState state;
    private final Comparison comparison;
    private final Request request;
    private final Scope scope;
    private final Map<String, Decision> above;
    private final PartitionSet none;
    private final PartitionSet eligible;
    private final PartitionSet asked;
    /** What holds whatever the steps before bring. */
    private final Reasons certain;
    /** What is out of date if what moves above it changes. */
    private final Movement following;
    /** What reads something that is gone for good, in its inputs or of its own. */
    private final PartitionSet blocked;

    Decider(Asset asset, WarehouseState warehouse, Scope scope, Map<String, Decision> above, Instant now) {
        this.asset = asset;
        this.warehouse = warehouse;
        this.state = warehouse.asset(asset.name());
        this.comparison = Comparison.of(asset, warehouse, asset.partitioning().extent(now));
        this.request = scope.request();
        this.scope = scope;
        this.above = above;
        this.none = PartitionSet.empty(asset.partitioning());
        this.eligible = scope.eligible().of(asset.name());
        PartitionSet named = scope.named().of(asset.name());
        this.asked = scope.forced().of(asset.name());
        PartitionSet retried =
                request.mode() == Request.Mode.QUARANTINED ? named.intersect(comparison.quarantined()) : none;
        this.following = readersOfMoving(
                asset.inputs().stream().filter(Asset.Input::isStrict).toList());
        this.blocked = blocked(now);
        this.certain = comparison
                .reasons()
                .plus(Reason.ASKED, asked)
                .plus(Reason.QUARANTINED, retried)
                .plus(
                        Reason.QUARANTINED,
                        comparison
                                .quarantined()
                                .intersect(readersOfMoving(asset.inputs()).partitions()));
    }

    Decision decide(Instant now) {
        PartitionSet followed = following.partitions().intersect(comparison.built());
        Reasons before = certain.plus(Reason.UPSTREAM, followed);
        PartitionSet allowed = allowed();
        PartitionSet wanted = wanted(before).intersect(allowed);
        PartitionSet healable = comparison
                .quarantined()
                .intersect(eligible)
                .minus(state.foreign().covered());
        PartitionSet reachable = reachable(before)
                .intersect(allowed.union(healable.minus(state.expired())))
                .union(wanted);
        PartitionSet held =
                waiting(reachable.union(spare(comparison.quarantined())), now).union(blocked);

        Course course = course(movement(before), wanted.minus(held), reachable.minus(held), held);
        PartitionSet rewritten = course.rewritten();
        PartitionSet followers = course.followers();
        PartitionSet candidates = wanted.union(followers.intersect(reachable));
        PartitionSet waiting = candidates.intersect(held.union(course.barred()));

        PartitionSet healed = comparison.quarantined().intersect(followers);
        Reasons sure = certain.plus(Reason.QUARANTINED, healed);
        Reasons reasons =
                before.plus(Reason.QUARANTINED, healed).plus(Reason.UPSTREAM, followers.intersect(comparison.built()));
        Map<LeftOut, PartitionSet> leftOut = leftOut(rewritten, waiting, reasons.all());
        return new Decision(
                rewritten,
                course.moving(),
                reasons.within(rewritten),
                rewritten.minus(sure.all()),
                new Reserve(course.reserve(), reasons.within(course.reserve())),
                lacking(rewritten.union(course.reserve())),
                comparison.unreadable().intersect(blocked),
                reasons.all().minus(rewritten),
                waits(leftOut.getOrDefault(LeftOut.WAITING, none), rewritten.union(course.reserve()), now),
                leftOut);
    }

    /**
     * What becomes of the asset's partitions once it is known which of them others hold back.
     *
     * @param reserve what was dropped on purpose and can be built again
     * @param barred what reads a partition of the same asset that is neither there nor built
     * @param followers what reads of the same asset what moves
     */
    private record Course(
            PartitionSet rewritten,
            Movement moving,
            PartitionSet reserve,
            PartitionSet barred,
            PartitionSet followers) {}

    private Course course(Movement own, PartitionSet wanted, PartitionSet reachable, PartitionSet held) {
        Movement moves = own;
        PartitionSet rest = wanted;
        PartitionSet spare = spare(none).minus(held);
        while (true) {
            SelfReading self = new SelfReading(asset, comparison, moves);
            SelfReading.Settled settled = self.settle(rest, reachable, spare);
            PartitionSet rewritten = settled.rewritten().partitions();
            Movement moving = settled.rewritten().plus(passing(self, moves, settled.rewritten()));
            PartitionSet followers = self.readersOf(moving);
            // What was set aside is tried again where it follows; then more can be built than was thought.
            PartitionSet more = spare(followers).minus(held);
            // What follows from what was dropped, and would be another by now, is rebuilt as what follows from the
            // rest.
            Movement passed = self.followed(moving, reachable);
            PartitionSet following =
                    passed.partitions().minus(moving.partitions()).minus(rest);
            if (more.equals(spare) && following.isEmpty()) {
                PartitionSet reserve = spare.minus(rewritten).minus(settled.barred());
                return new Course(rewritten, moving, reserve, settled.barred(), followers);
            }
            spare = more;
            rest = rest.union(following);
            moves = moves.plus(passed.within(following));
        }
    }

    /**
     * What was dropped on purpose and may be built again, selected or not.
     *
     * @param retried what of that may be tried again although it is set aside, besides what has its own cause for it
     */
    private PartitionSet spare(PartitionSet retried) {
        if (state.expired().isEmpty()) {
            return none;
        }
        PartitionSet aside =
                comparison.quarantined().minus(certain.of(Reason.QUARANTINED)).minus(retried);
        return state.expired().intersect(scope.permitted().of(asset.name())).minus(aside);
    }

    /** What of each input is waited for; of its own partitions, where those that wait read no other that is. */
    private Map<String, PartitionSet> waits(PartitionSet waiting, PartitionSet built, Instant now) {
        Map<String, PartitionSet> waits = new TreeMap<>();
        if (waiting.isEmpty()) {
            return waits;
        }
        PartitionSet rest = waiting;
        for (Asset.Input input : asset.inputs()) {
            PartitionSet lacking = lackingInput(input, now).intersect(input.readBy(waiting));
            if (!lacking.isEmpty()) {
                waits.put(input.name(), lacking);
                rest = rest.minus(input.readersOf(lacking));
            }
        }
        if (!rest.isEmpty() && asset.readsItself()) {
            waits.put(
                    Asset.SELF,
                    asset.readOfItself(rest).intersect(comparison.unreadable().minus(built)));
        }
        return waits;
    }

    /**
     * What reads, through some of the inputs and in columns that it looks at, something that this plan rebuilds, or would,
     * had it not been dropped.
     */
    private Movement readersOfMoving(List<Asset.Input> inputs) {
        Movement found = Movement.none(asset.partitioning());
        for (Asset.Input input : inputs) {
            Decision upstream = above.get(input.name());
            if (upstream != null) {
                found = found.plus(upstream.moving().of(asset, input));
            }
        }
        return found.within(comparison.extent());
    }

    /** In which columns partitions move that are rewritten; all where they were not there, or not as they should be. */
    private Movement movement(Reasons reasons) {
        return comparison
                .movement()
                .plus(following.within(comparison.built()))
                .plus(
                        TouchedColumns.everything(),
                        reasons.of(Reason.MISSING)
                                .union(reasons.of(Reason.QUARANTINED))
                                .union(asked));
    }

    /** What may be rewritten: not what is set aside, dropped or another's, unless it is asked for. */
    private PartitionSet allowed() {
        return eligible.minus(state.foreign()
                .covered()
                .union(state.expired())
                .union(comparison.quarantined())
                .minus(asked)
                .minus(lifted()));
    }

    /** Quarantined partitions that are tried again, whatever becomes of the asset's others. */
    private PartitionSet lifted() {
        // Dropped on purpose, or written by someone else, they stay alone.
        return certain.of(Reason.QUARANTINED)
                .minus(state.expired())
                .minus(state.foreign().covered());
    }

    private PartitionSet wanted(Reasons reasons) {
        return switch (request.mode()) {
            case OUT_OF_DATE -> reasons.all();
            case MISSING -> reasons.of(Reason.MISSING).union(asked);
            case QUARANTINED ->
                reasons.of(Reason.QUARANTINED).union(asked).union(reasons.all().intersect(following.partitions()));
        };
    }

    /** What is rewritten if a partition of the same asset that it reads is. */
    private PartitionSet reachable(Reasons reasons) {
        return request.mode() == Request.Mode.MISSING
                ? reasons.of(Reason.MISSING).intersect(comparison.quarantined())
                : reasons.all().union(comparison.built()).union(comparison.quarantined());
    }

    /** Dropped on purpose and out of date. */
    private Movement passing(SelfReading self, Movement own, Movement rewritten) {
        if (request.mode() != Request.Mode.OUT_OF_DATE || state.expired().isEmpty()) {
            return Movement.none(asset.partitioning());
        }
        PartitionSet expired = state.expired().intersect(eligible).minus(rewritten.partitions());
        return self.followed(rewritten.plus(own.within(expired)), expired).within(expired);
    }

    private PartitionSet blocked(Instant now) {
        PartitionSet found = none;
        for (Asset.Input input : asset.inputs()) {
            Decision upstream = above.get(input.name());
            PartitionSet gone = upstream == null ? Arrivals.gone(asset, input, warehouse, now) : upstream.gone();
            found = gone.isEmpty() ? found : found.union(input.readersOf(gone));
        }
        found = found.intersect(comparison.extent());
        if (found.isEmpty() || !asset.readsItself()) {
            return found;
        }
        // What cannot be built again is missed by who reads it, one after the other.
        PartitionSet lost =
                asset.withReadersOfItself(found.intersect(comparison.unreadable()), comparison.unreadable());
        return found.union(asset.readersOfItself(lost).intersect(comparison.extent()));
    }

    /** Those of a set that read an input partition that is waited for. */
    private PartitionSet waiting(PartitionSet within, Instant now) {
        PartitionSet waiting = none;
        for (Asset.Input input : asset.inputs()) {
            PartitionSet lacking = lackingInput(input, now);
            if (!lacking.isEmpty() && !within.isEmpty()) {
                waiting = waiting.union(input.mapping().downstreamOf(lacking).intersect(within));
            }
        }
        return waiting;
    }

    private PartitionSet lackingInput(Asset.Input input, Instant now) {
        Decision upstream = above.get(input.name());
        if (upstream == null) {
            return Arrivals.lacking(asset, input, warehouse.source(input.name()), now);
        }
        // What is asset-made beyond the present is waited for only by those that read by time.
        return Arrivals.readsOpenEnd(asset, input)
                ? upstream.lacking().intersect(input.mapping().upstream().extent(now))
                : upstream.lacking();
    }

    /** What readers of this asset wait for: neither there nor to be built, or set aside. */
    private PartitionSet lacking(PartitionSet built) {
        PartitionSet beyond = asset.partitioning().domain().minus(comparison.extent());
        return comparison.unreadable().minus(built).union(beyond);
    }

    private Map<LeftOut, PartitionSet> leftOut(PartitionSet rewritten, PartitionSet waiting, PartitionSet stale) {
        EnumMap<LeftOut, PartitionSet> leftOut = new EnumMap<>(LeftOut.class);
        PartitionSet rest = eligible.minus(rewritten);
        rest = take(leftOut, LeftOut.BLOCKED, waiting.intersect(blocked), rest);
        rest = take(leftOut, LeftOut.WAITING, waiting, rest);
        rest = take(leftOut, LeftOut.QUARANTINED, comparison.quarantined(), rest);
        rest = take(leftOut, LeftOut.FOREIGN, state.foreign().covered(), rest);
        rest = take(leftOut, LeftOut.EXPIRED, state.expired(), rest);
        rest = take(leftOut, LeftOut.STALE, stale, rest);
        leftOut.put(LeftOut.FRESH, rest);
        leftOut.put(LeftOut.EXCEPTED, scope.excepted().of(asset.name()));
        leftOut.put(LeftOut.OUTSIDE, scope.outside().of(asset.name()));
        return leftOut;
    }

    private static PartitionSet take(
            Map<LeftOut, PartitionSet> leftOut, LeftOut cause, PartitionSet set, PartitionSet rest) {
        PartitionSet taken = rest.intersect(set);
        leftOut.put(cause, taken);
        return rest.minus(taken);
    }
}
