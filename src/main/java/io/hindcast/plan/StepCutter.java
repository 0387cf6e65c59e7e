package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts what each asset has to rewrite into steps and finds which must be done before which. */
final class StepCutter {

    private final Warehouse warehouse;
    private final Estimator estimator;
    private final BatchPolicy policy;
    private final Request.Direction direction;
    private final Map<String, StepIndex> cut = new LinkedHashMap<>();

    StepCutter(Warehouse warehouse, Estimator estimator, BatchPolicy policy, Request.Direction direction) {
        this.warehouse = warehouse;
        this.estimator = estimator;
        this.policy = policy;
        this.direction = direction;
    }

    List<Step> cut(Map<String, Decision> decisions) {
        for (Asset asset : warehouse.assets()) {
            Decision decision = decisions.get(asset.name());
            if (decision != null && !decision.rewritten().isEmpty()) {
                cut.put(asset.name(), steps(asset, decision));
            }
        }
        return cut.values().stream().map(StepIndex::all).flatMap(List::stream).toList();
    }

    private StepIndex steps(Asset asset, Decision decision) {
        Batches batches = new Batches(asset, warehouse.consumersOf(asset.name()), policy);
        List<PartitionSet> sets =
                new ArrayList<>(batches.cut(decision.rewritten(), estimator.read(asset, decision.rewritten())));
        if (direction == Request.Direction.NEWEST_FIRST && asset.self().isEmpty()) {
            Collections.reverse(sets);
        }
        StepIndex steps = new StepIndex();
        for (PartitionSet set : sets) {
            String id = asset.name() + "/" + (steps.size() + 1);
            steps.add(new Step(
                    id,
                    asset.name(),
                    set,
                    decision.reasons().within(set).toMap(),
                    decision.ifChanged().intersect(set),
                    decision.moving().within(set).narrow(),
                    before(asset, set, steps),
                    estimator.estimate(asset, set)));
        }
        return steps;
    }

    private List<String> before(Asset asset, PartitionSet set, StepIndex ownEarlier) {
        List<String> before = new ArrayList<>();
        for (Asset.Input input : asset.inputs()) {
            StepIndex upstream = cut.get(input.name());
            if (upstream != null) {
                before.addAll(upstream.holding(input.readBy(set)));
            }
        }
        before.addAll(ownEarlier.holding(asset.readOfItself(set)));
        return before;
    }
}
