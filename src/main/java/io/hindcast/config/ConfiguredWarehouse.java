package io.hindcast.config;

import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.retry.RetryChange;
import io.hindcast.retry.RetryPolicies;
import io.hindcast.retry.RetryPolicy;
import io.hindcast.run.Limits;
import io.hindcast.run.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A warehouse folder whose files hold no problem: its sources and assets, and how its runs go about them. */
public final class ConfiguredWarehouse {

    private final WarehouseDeclaration declaration;
    private final RunDefaults defaults;
    private final Map<String, Integer> pools;
    private final Map<String, AssetConduct> conducts;
    private final List<Note> notes;

    /**
     * Of what the files say.
     *
     * @param pools pool to how many steps may use it at once
     * @param conducts asset to how its steps are run
     * @param notes what in them may mean something else than their author thinks
     */
    ConfiguredWarehouse(
            WarehouseDeclaration declaration,
            RunDefaults defaults,
            Map<String, Integer> pools,
            Map<String, AssetConduct> conducts,
            List<Note> notes) {
        this.declaration = declaration;
        this.defaults = defaults;
        this.pools = Map.copyOf(pools);
        this.conducts = Map.copyOf(conducts);
        this.notes = List.copyOf(notes);
    }

    /** What in its files is legal, and may mean something else than their author thinks. */
    public List<Note> notes() {
        return notes;
    }

    /** Its sources and assets. */
    public WarehouseDeclaration declaration() {
        return declaration;
    }

    /** How its runs behave where nothing else is said. */
    public RunDefaults defaults() {
        return defaults;
    }

    /** The same with other sources and assets. */
    public ConfiguredWarehouse declaring(WarehouseDeclaration other) {
        return new ConfiguredWarehouse(other, defaults, pools, conducts, notes);
    }

    /**
     * How steps are tried again.
     *
     * @param usual those of assets that say nothing of it
     */
    public RetryPolicies retries(RetryPolicy usual) {
        Map<String, RetryChange> changes = new HashMap<>();
        conducts.forEach((asset, conduct) -> conduct.retry().ifPresent(change -> changes.put(asset, change)));
        return RetryPolicies.of(usual, changes);
    }

    /**
     * How long attempts may take.
     *
     * @param usual those of assets that say nothing of it; empty for as long as they like
     * @param grace how long one that was told to end may take to do so
     */
    public Timeouts timeouts(Optional<Duration> usual, Duration grace) {
        Map<String, Duration> assets = new HashMap<>();
        conducts.forEach((asset, conduct) -> conduct.timeout().ifPresent(time -> assets.put(asset, time)));
        return new Timeouts(usual, assets, grace);
    }

    /**
     * How many steps may run side by side.
     *
     * @param parallel in all
     */
    public Limits limits(int parallel) {
        Map<String, Integer> assets = new HashMap<>();
        Map<String, String> poolOf = new HashMap<>();
        conducts.forEach((asset, conduct) -> {
            conduct.parallel().ifPresent(steps -> assets.put(asset, steps));
            conduct.pool().filter(pools::containsKey).ifPresent(pool -> poolOf.put(asset, pool));
        });
        return new Limits(parallel, assets, pools, poolOf);
    }

    /** Asset to how long its steps should take, where it says so. */
    public Map<String, Duration> steps() {
        Map<String, Duration> steps = new HashMap<>();
        conducts.forEach((asset, conduct) -> conduct.step().ifPresent(time -> steps.put(asset, time)));
        return steps;
    }

    /** Asset to how many times as many cores its steps get as those of others, where it says so. */
    public Map<String, Integer> weights() {
        Map<String, Integer> weights = new HashMap<>();
        conducts.forEach((asset, conduct) -> conduct.weight().ifPresent(weight -> weights.put(asset, weight)));
        return weights;
    }
}
