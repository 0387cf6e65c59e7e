package io.hindcast.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import java.util.Map;
import java.util.function.Function;

/** JSON documents on one line. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Sets in text form, by word. */
    static <K> ObjectNode sets(Map<K, PartitionSet> sets, Function<K, String> word) {
        ObjectNode object = object();
        sets.forEach((key, set) -> object.put(word.apply(key), set.toString()));
        return object;
    }
}
