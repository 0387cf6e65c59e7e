package io.hindcast.config;

import io.hindcast.asset.WarehouseDeclaration;

/**
 * A warehouse folder whose files hold no problem.
 *
 * @param declaration its sources and assets
 * @param defaults how its runs behave where nothing else is said
 */
public record ConfiguredWarehouse(WarehouseDeclaration declaration, RunDefaults defaults) {}
