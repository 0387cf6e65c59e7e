package io.hindcast.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Estimates as JSON, each figure as {@code [low, likely, high]}: {@code rows}, {@code bytes}, {@code seconds}, {@code
 * core_hours}, and where a rate is declared {@code money} with its {@code currency}. A public contract. Plans of before
 * have rows and bytes alone.
 */
public final class EstimateJson {

    private static final String SECONDS = "seconds";
    private static final String CORE_HOURS = "core_hours";
    private static final String MONEY = "money";
    private static final String CURRENCY = "currency";

    private EstimateJson() {}

    /** As a tree. */
    public static ObjectNode tree(Estimate estimate) {
        ObjectNode tree = object();
        tree.set("rows", tree(estimate.rows()));
        tree.set("bytes", tree(estimate.bytes()));
        tree.set(SECONDS, tree(estimate.seconds()));
        tree.set(CORE_HOURS, tree(estimate.coreHours()));
        estimate.money().ifPresent(money -> {
            tree.set(MONEY, tree(money.amount()));
            tree.put(CURRENCY, money.currency());
        });
        return tree;
    }

    static ObjectNode tree(Means means) {
        ObjectNode tree = object().put("parallel", means.parallel()).put("cores", means.cores());
        means.price().ifPresent(price -> tree.put("core_hour", price.coreHour()).put(CURRENCY, price.currency()));
        return tree;
    }

    /** As a tree. */
    public static ArrayNode tree(Range range) {
        return array().add(range.low()).add(range.likely()).add(range.high());
    }

    /** As a tree, with the digits that mean something. */
    public static ArrayNode tree(Spread spread) {
        Spread rounded = spread.rounded();
        return array().add(rounded.low()).add(rounded.likely()).add(rounded.high());
    }

    static Estimate estimate(JsonNode tree) {
        return new Estimate(
                range(tree.path("rows")),
                range(tree.path("bytes")),
                spread(tree.path(SECONDS)),
                spread(tree.path(CORE_HOURS)),
                tree.has(MONEY)
                        ? Optional.of(new Estimate.Money(
                                spread(tree.path(MONEY)), tree.path(CURRENCY).asText()))
                        : Optional.empty());
    }

    static Means means(JsonNode tree) {
        if (!tree.isObject()) {
            return Means.UNKNOWN;
        }
        return new Means(
                tree.path("parallel").asInt(1),
                tree.path("cores").asInt(1),
                tree.has("core_hour")
                        ? Optional.of(new Means.Price(
                                tree.path("core_hour").asDouble(),
                                tree.path(CURRENCY).asText()))
                        : Optional.empty());
    }

    private static Range range(JsonNode node) {
        return new Range(
                node.path(0).asLong(), node.path(1).asLong(), node.path(2).asLong());
    }

    private static Spread spread(JsonNode node) {
        return new Spread(
                node.path(0).asDouble(), node.path(1).asDouble(), node.path(2).asDouble());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
