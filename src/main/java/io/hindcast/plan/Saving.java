package io.hindcast.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Work that another declaration of an input would spare.
 *
 * @param inputs whose changes cause it; several where none of them alone would spare much
 * @param readers the assets that read them whole or nearly so: it is their declaration
 * @param caused how many partitions of the plan follow from these changes, whatever else they follow from
 * @param of how many partitions the plan has
 * @param spared declaration, as it would be written, to how many partitions a plan would leave alone under it
 */
public record Saving(List<String> inputs, List<String> readers, long caused, long of, Map<String, Long> spared) {

    public Saving {
        inputs = List.copyOf(inputs);
        readers = List.copyOf(readers);
        spared = Collections.unmodifiableMap(new LinkedHashMap<>(spared));
    }
}
