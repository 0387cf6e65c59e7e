package io.hindcast.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator sets for all warehouses, in {@code conf/hindcast.yaml}.
 *
 * @param run how runs behave where neither the command line nor the warehouse says otherwise
 * @param memory the heap that {@code scripts/hindcast} gives the process, such as {@code 8g}
 * @param spark settings of the Spark session
 */
public record OperatorSettings(RunDefaults run, Optional<String> memory, Map<String, String> spark) {

    public OperatorSettings {
        spark = Collections.unmodifiableMap(new TreeMap<>(spark));
    }

    /** Nothing set. */
    public static OperatorSettings none() {
        return new OperatorSettings(RunDefaults.none(), Optional.empty(), Map.of());
    }
}
