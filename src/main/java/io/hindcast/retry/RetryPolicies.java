package io.hindcast.retry;

import java.util.Map;
import java.util.TreeMap;

/**
 * How failed steps of a warehouse are tried again.
 *
 * @param usual where an asset says nothing
 * @param ofAssets asset to its own policy
 */
public record RetryPolicies(RetryPolicy usual, Map<String, RetryPolicy> ofAssets) {

    public RetryPolicies {
        ofAssets = Map.copyOf(ofAssets);
    }

    /** The same policy for every asset. */
    public static RetryPolicies same(RetryPolicy policy) {
        return new RetryPolicies(policy, Map.of());
    }

    /**
     * A policy, and what assets change of it.
     *
     * @param changes asset to what its declaration says
     */
    public static RetryPolicies of(RetryPolicy usual, Map<String, RetryChange> changes) {
        Map<String, RetryPolicy> own = new TreeMap<>();
        changes.forEach((asset, change) -> own.put(asset, change.of(usual)));
        return new RetryPolicies(usual, own);
    }

    /** The one of an asset. */
    public RetryPolicy of(String asset) {
        return ofAssets.getOrDefault(asset, usual);
    }
}
