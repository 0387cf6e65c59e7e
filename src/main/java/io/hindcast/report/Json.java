package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Ignored;
import io.hindcast.run.Saved;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JSON documents on one line. */
final class Json {

    private static final double MILLI = 1000.0;
    private static final double MICRO = 1_000_000.0;

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a run did not have to do. */
    static ObjectNode saved(Saved saved) {
        ObjectNode tree = object().put("partitions", saved.partitions())
                .put("bytes", saved.bytes())
                .put("bytes_read", saved.bytesRead())
                .put("seconds", Math.round(saved.seconds() * MILLI) / MILLI);
        saved.cost()
                .ifPresent(cost -> tree.put("core_hours", Math.round(cost.coreHours() * MICRO) / MICRO)
                        .put("money", Math.round(cost.money() * MICRO) / MICRO)
                        .put("currency", cost.currency()));
        return tree;
    }

    /** Where changes of inputs are ignored. */
    static ArrayNode ignored(List<Ignored> all) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        all.forEach(ignored -> array.addObject()
                .put("asset", ignored.asset())
                .put("input", ignored.input())
                .put("since", ignored.since())
                .put("built_from", ignored.builtFrom())
                .put("now", ignored.now())
                .put("partitions", ignored.partitions().toString())
                .put("count", ignored.partitions().count()));
        return array;
    }

    /** Sets in text form, by word. */
    static <K> ObjectNode sets(Map<K, PartitionSet> sets, Function<K, String> word) {
        ObjectNode object = object();
        sets.forEach((key, set) -> object.put(word.apply(key), set.toString()));
        return object;
    }
}
