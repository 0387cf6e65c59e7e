package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What comes along with partitions: all that reads them, or all that they read, through any number of assets. */
final class Reach {

    private final Warehouse warehouse;
    private final Permitted permitted;

    Reach(Warehouse warehouse, Permitted permitted) {
        this.warehouse = warehouse;
        this.permitted = permitted;
    }

    /** Adds what is downstream. */
    NamedSets downstream(NamedSets sets) {
        for (Asset asset : warehouse.assets()) {
            String name = asset.name();
            for (Asset.Input input : asset.inputs()) {
                if (sets.has(input.name()) && !sets.of(input.name()).isEmpty()) {
                    sets.add(name, permitted.of(asset, input.mapping().downstreamOf(sets.of(input.name()))));
                }
            }
            if (asset.readsItself()) {
                sets.put(name, closed(asset, sets.of(name), asset::withReadersOfItself, asset::readersOfItself));
            }
        }
        return sets;
    }

    /** Adds what is upstream. */
    NamedSets upstream(NamedSets sets) {
        List<Asset> reversed = new ArrayList<>(warehouse.assets());
        Collections.reverse(reversed);
        for (Asset asset : reversed) {
            String name = asset.name();
            if (asset.readsItself()) {
                sets.put(name, closed(asset, sets.of(name), asset::withReadOfItself, asset::readOfItself));
            }
            for (Asset.Input input : asset.inputs()) {
                warehouse
                        .asset(input.name())
                        .filter(above -> !sets.of(name).isEmpty())
                        .ifPresent(above -> {
                            PartitionSet read =
                                    input.mapping().upstreamOf(sets.of(name)).inside();
                            sets.add(above.name(), permitted.of(above, read));
                        });
            }
        }
        return sets;
    }

    /** With all that the step leads to, again and again, as far as it is permitted. */
    private PartitionSet closed(
            Asset asset, PartitionSet set, BinaryOperator<PartitionSet> closure, UnaryOperator<PartitionSet> step) {
        PartitionSet reached = closure.apply(set, permitted.all(asset));
        // The closure does not enter what is excluded, and what it would have entered is told.
        permitted.of(asset, step.apply(reached));
        return reached;
    }
}
