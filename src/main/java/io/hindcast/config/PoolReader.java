package io.hindcast.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Reads {@code pools: {crm: 2}}: how many steps may use at once what several assets share. */
final class PoolReader {

    static final String EXAMPLE = "pools: {crm: 2}";

    private PoolReader() {}

    /** The key {@code pools} of a warehouse. */
    static Map<String, Integer> read(YamlMapping mapping) {
        Map<String, Integer> pools = new LinkedHashMap<>();
        mapping.optional("pools").flatMap(value -> value.mapping(EXAMPLE)).ifPresent(all -> {
            for (YamlValue value : all.all()) {
                OptionalInt most = value.smallInteger(1, RunReader.MOST_PARALLEL, EXAMPLE);
                Names.pool(value).ifPresent(name -> most.ifPresent(steps -> pools.put(name, steps)));
            }
        });
        return pools;
    }
}
