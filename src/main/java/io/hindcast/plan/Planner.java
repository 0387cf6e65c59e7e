package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Concludes from a request, the graph and what is known of it which partitions must be rewritten. A pure function:
 * the same arguments give the same plan.
 */
public final class Planner {

    private final Warehouse warehouse;
    private final WarehouseState state;
    private final BatchPolicy batches;
    private final Map<String, PartitionSet> spared;
    private final Means means;

    public Planner(Warehouse warehouse, WarehouseState state, BatchPolicy batches) {
        this(AsOf.bound(warehouse, state), state, batches, Map.of(), Means.ofParallel(batches.pieces()));
    }

    private Planner(
            Warehouse bound, WarehouseState state, BatchPolicy batches, Map<String, PartitionSet> spared, Means means) {
        this.warehouse = bound;
        this.state = state;
        this.batches = batches;
        this.spared = Map.copyOf(spared);
        this.means = means;
    }

    /** The same, but these partitions of assets are not rebuilt by force. */
    public Planner sparing(Map<String, PartitionSet> partitions) {
        return new Planner(warehouse, state, batches, partitions, means);
    }

    /** The same, with what its plans are to be carried out. */
    public Planner with(Means other) {
        return new Planner(warehouse, state, batches, spared, other);
    }

    /**
     * The plan for a request.
     *
     * @param id of the plan
     * @param now the moment that open ranges end at
     * @param stage landing files that a run would load first
     */
    public Plan plan(String id, Request request, Instant now, List<String> stage) {
        Scope scope = scope(warehouse, request, now);
        Map<String, Decision> decisions = decisions(warehouse, scope, now);
        Estimator estimator = new Estimator(warehouse, state, now, means);
        List<Step> steps = new StepCutter(warehouse, estimator, batches, request.direction()).cut(decisions);
        Map<String, Map<LeftOut, PartitionSet>> leftOut = new TreeMap<>();
        decisions.forEach((name, decision) -> leftOut.put(name, decision.leftOut()));
        List<String> notes = new ArrayList<>(scope.notes());
        notes.addAll(new Scaffolding(warehouse).notes(decisions));
        notes.addAll(readAsTheyStand(decisions));
        notes.addAll(readOtherwise(decisions));
        notes.addAll(recoded(decisions));
        notes.addAll(spared(decisions));
        notes.addAll(ignored(decisions));
        notes.addAll(blocked(decisions, now));
        return new Plan(
                warehouse.name(),
                id,
                now,
                request.text(),
                Optional.of(request),
                seals(steps),
                List.of(),
                stage,
                steps,
                leftOut,
                waits(decisions),
                notes,
                new Savings(warehouse, state, other -> decisions(other, scope(other, request, now), now)).of(decisions),
                means);
    }

    private Scope scope(Warehouse declared, Request request, Instant now) {
        return Scope.of(request, declared, now).sparing(spared);
    }

    private Map<String, Decision> decisions(Warehouse declared, Scope scope, Instant now) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Asset asset : declared.assets()) {
            decisions.put(asset.name(), new Decider(asset, state, scope, decisions, now).decide(now));
        }
        return new Scaffolding(declared).under(decisions);
    }

    private List<Wait> waits(Map<String, Decision> decisions) {
        List<Wait> waits = new ArrayList<>();
        decisions.forEach((name, decision) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            PartitionSet waiting =
                    decision.leftOut().getOrDefault(LeftOut.WAITING, PartitionSet.empty(asset.partitioning()));
            decision.waits().forEach((input, lacking) -> {
                PartitionSet readers = asset.inputs().stream()
                        .filter(each -> each.name().equals(input))
                        .map(each -> each.readersOf(lacking))
                        .findFirst()
                        .orElseGet(() -> asset.readersOfItself(lacking));
                waits.add(new Wait(
                        name, readers.intersect(waiting), input, lacking, whyLacking(input, lacking, decisions)));
            });
        });
        return waits;
    }

    private String whyLacking(String input, PartitionSet lacking, Map<String, Decision> decisions) {
        Optional<SourceDeclaration> source = warehouse.source(input);
        if (source.isPresent() && state.source(input).table().isEmpty()) {
            return source.get().landing().isPresent()
                    ? "nothing of it is staged yet"
                    : "there is no table at " + source.get().path();
        }
        if (source.isPresent()) {
            return "no rows have come yet";
        }
        Decision above = decisions.get(input);
        PartitionSet none = PartitionSet.empty(lacking.partitioning());
        PartitionSet aside = above == null ? none : above.leftOut().getOrDefault(LeftOut.QUARANTINED, none);
        if (aside.intersects(lacking)) {
            return "quarantined";
        }
        if (!input.equals(Asset.SELF) && state.asset(input).expired().containsAll(lacking)) {
            return "dropped, and it cannot be built again now";
        }
        return above == null || above.isAskedFor(lacking) ? "not built yet" : Wait.NOT_ASKED_FOR;
    }

    /** Inputs that are out of date, are read by the plan, and are not rebuilt by it. */
    private List<String> readAsTheyStand(Map<String, Decision> decisions) {
        List<String> notes = new ArrayList<>();
        for (Asset asset : warehouse.assets()) {
            Decision decision = decisions.get(asset.name());
            for (Asset.Input input : asset.inputs()) {
                Decision upstream = decisions.get(input.name());
                if (decision == null || upstream == null || upstream.leftStale().isEmpty()) {
                    continue;
                }
                PartitionSet read =
                        input.mapping().upstreamOf(decision.rewritten()).inside();
                PartitionSet stale = read.intersect(upstream.leftStale());
                if (!stale.isEmpty()) {
                    notes.add(asset.name() + " reads " + input.name() + " " + stale
                            + " as it stands, although it is out of date and not in this plan");
                }
            }
        }
        return notes;
    }

    /** Inputs that built partitions were made from in another way, where that is why they are rebuilt. */
    private List<String> readOtherwise(Map<String, Decision> decisions) {
        Set<String> notes = new LinkedHashSet<>();
        decisions.forEach((name, decision) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            PartitionSet rebuilt = decision.reasons().of(Reason.CODE);
            for (Build build :
                    state.asset(name).builds().restrictedTo(rebuilt).groups().keySet()) {
                asset.inputs()
                        .forEach(input -> mappingThen(build, input)
                                .ifPresent(then -> notes.add(name + " reads of " + input.name() + ": "
                                        + input.description() + "; when it was built it read: " + then)));
            }
        });
        return List.copyOf(notes);
    }

    /** Jobs whose code is another in some columns alone. */
    private List<String> recoded(Map<String, Decision> decisions) {
        List<String> notes = new ArrayList<>();
        Recoded recoded = new Recoded(warehouse);
        decisions.forEach((name, decision) -> notes.addAll(recoded.notes(
                warehouse.asset(name).orElseThrow(),
                state.asset(name).builds().restrictedTo(decision.reasons().of(Reason.CODE)))));
        return notes;
    }

    /** What stays fresh although something that it reads changed, in columns that it does not look at. */
    private List<String> spared(Map<String, Decision> decisions) {
        List<String> notes = new ArrayList<>();
        decisions.forEach((name, decision) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            PartitionSet fresh =
                    decision.leftOut().getOrDefault(LeftOut.FRESH, PartitionSet.empty(asset.partitioning()));
            Spared.of(asset, state, fresh).forEach(spared -> notes.add(spared.text(name)));
        });
        return notes;
    }

    /** What stays as it is although something that it reads changed, since its author says so. */
    private List<String> ignored(Map<String, Decision> decisions) {
        List<String> notes = new ArrayList<>();
        decisions.forEach((name, decision) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            PartitionSet fresh =
                    decision.leftOut().getOrDefault(LeftOut.FRESH, PartitionSet.empty(asset.partitioning()));
            Ignored.of(asset, state, fresh)
                    .forEach(ignored -> notes.add(name + " " + ignored.partitions() + " ("
                            + Counts.of(ignored.partitions().count(), "partition") + "): " + ignored.text()));
        });
        return notes;
    }

    /** What would be replaced by nothing, since a source has not the rows any more. */
    private List<String> blocked(Map<String, Decision> decisions, Instant now) {
        List<String> notes = new ArrayList<>();
        decisions.forEach((name, decision) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            PartitionSet blocked =
                    decision.leftOut().getOrDefault(LeftOut.BLOCKED, PartitionSet.empty(asset.partitioning()));
            Blocked.of(asset, state, decisions, blocked, now).forEach(each -> notes.add(each.text()));
        });
        return notes;
    }

    private static Optional<String> mappingThen(Build build, Asset.Input input) {
        return Optional.ofNullable(build.inputs().get(input.name()))
                .flatMap(InputRead::origin)
                .map(InputRead.Origin::mapping)
                .filter(then -> !then.equals(input.description()));
    }

    private Seals seals(List<Step> steps) {
        Map<String, Long> sources = new TreeMap<>();
        Map<String, String> fingerprints = new TreeMap<>();
        Map<String, Long> targets = new TreeMap<>();
        for (Step step : steps) {
            Asset asset = warehouse.asset(step.asset()).orElseThrow();
            fingerprints.put(asset.name(), asset.signature().fingerprint());
            targets.put(asset.name(), state.versionOf(asset.name()));
            for (Asset.Input input : asset.inputs()) {
                Map<String, Long> versions = warehouse.isSource(input.name()) ? sources : targets;
                versions.put(input.name(), state.versionOf(input.name()));
            }
        }
        Map<String, String> tables = new TreeMap<>();
        Stream.concat(sources.keySet().stream(), targets.keySet().stream())
                .forEach(name -> state.tableOf(name).ifPresent(id -> tables.put(name, id)));
        return new Seals(sources, fingerprints, targets, tables);
    }
}
