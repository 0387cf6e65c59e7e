package io.hindcast.plan;

import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Effort;
import io.hindcast.ledger.WarehouseState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cost model of each asset of a warehouse, made when it is first asked for. */
final class CostBook {

    /** So many steps of all assets together tell what is usual here. */
    private static final int NEIGHBOURS = 200;

    private final WarehouseState state;
    private final Map<String, CostModel> models = new HashMap<>();
    private Optional<CostModel> neighbours = Optional.empty();

    CostBook(WarehouseState state) {
        this.state = state;
    }

    CostModel of(String asset) {
        CostModel known = models.get(asset);
        if (known == null) {
            known = CostModel.of(neighbours(), state.asset(asset).efforts().all());
            models.put(asset, known);
        }
        return known;
    }

    private CostModel neighbours() {
        if (neighbours.isEmpty()) {
            neighbours = Optional.of(CostModel.ofNeighbours(latest()));
        }
        return neighbours.get();
    }

    /** The latest steps of each asset, as many of one as of another. */
    private List<Effort> latest() {
        int each = Math.max(1, NEIGHBOURS / Math.max(1, state.assets().size()));
        List<Effort> latest = new ArrayList<>();
        for (AssetState asset : state.assets().values()) {
            List<Effort> own = asset.efforts().all();
            latest.addAll(own.subList(Math.max(0, own.size() - each), own.size()));
        }
        return latest;
    }
}
