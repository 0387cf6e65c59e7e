package io.hindcast.config;

import io.hindcast.asset.WarehouseDeclaration;
import io.hindcast.run.RetryChange;
import java.util.Map;

/**
 * A warehouse folder whose files hold no problem.
 *
 * @param declaration its sources and assets
 * @param defaults how its runs behave where nothing else is said
 * @param retries asset to what its declaration says of retries
 */
public record ConfiguredWarehouse(
        WarehouseDeclaration declaration, RunDefaults defaults, Map<String, RetryChange> retries) {

    public ConfiguredWarehouse {
        retries = Map.copyOf(retries);
    }

    /** The same with other sources and assets. */
    public ConfiguredWarehouse declaring(WarehouseDeclaration other) {
        return new ConfiguredWarehouse(other, defaults, retries);
    }
}
