package io.hindcast.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests as JSON: what goes without saying is not said. */
final class RequestJson {

    private RequestJson() {}

    static ObjectNode tree(Request request) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (!request.select().isEmpty()) {
            request.select().forEach(term -> tree.withArray("select").add(term.toString()));
        }
        Request.Bounds bounds = request.bounds();
        bounds.set().ifPresent(set -> tree.put("partitions", set));
        bounds.from().ifPresent(from -> tree.put("from", from));
        bounds.until().ifPresent(until -> tree.put("until", until));
        bounds.before().ifPresent(before -> tree.put("before", before.toString()));
        request.except().ifPresent(set -> tree.put("except", set));
        put(tree, "mode", request.mode(), Request.Mode.OUT_OF_DATE);
        put(tree, "force", request.force(), Request.Force.NO);
        put(tree, "follow", request.follow(), Request.Follow.DOWNSTREAM);
        put(tree, "direction", request.direction(), Request.Direction.OLDEST_FIRST);
        return tree;
    }

    private static <E extends Enum<E>> void put(ObjectNode tree, String field, E value, E usual) {
        if (value != usual) {
            tree.put(field, value.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * The request that a tree holds; empty when it is not there.
     *
     * @param text the request in words
     */
    static Optional<Request> parse(JsonNode tree, String text) {
        if (!tree.isObject()) {
            return Optional.empty();
        }
        List<Term> select = new ArrayList<>();
        tree.path("select").forEach(term -> select.addAll(Term.parseAll(term.asText())));
        return Optional.of(new Request(
                select,
                new Request.Bounds(
                        word(tree, "partitions"),
                        word(tree, "from"),
                        word(tree, "until"),
                        word(tree, "before").map(Instant::parse)),
                word(tree, "except"),
                value(tree, "mode", Request.Mode.OUT_OF_DATE),
                value(tree, "force", Request.Force.NO),
                value(tree, "follow", Request.Follow.DOWNSTREAM),
                value(tree, "direction", Request.Direction.OLDEST_FIRST),
                text));
    }

    private static Optional<String> word(JsonNode tree, String field) {
        return Optional.of(tree.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static <E extends Enum<E>> E value(JsonNode tree, String field, E usual) {
        return word(tree, field)
                .map(word -> Enum.valueOf(usual.getDeclaringClass(), word.toUpperCase(Locale.ROOT)))
                .orElse(usual);
    }
}
