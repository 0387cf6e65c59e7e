package io.hindcast.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.asset.TouchedColumns;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.ProblemException;
import io.hindcast.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Plans as JSON text: the form in which they are saved, reviewed and printed. A public contract. */
public final class PlanJson {

    /** The version of the form; readers refuse a higher one. */
    private static final int FORMAT = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    /** On one line. */
    public static String line(Plan plan) {
        return tree(plan).toString();
    }

    /**
     * On many lines, for files that people review and compare: equal plans are equal texts, and plans that differ do so in
     * the lines of what differs.
     */
    public static String lines(Plan plan) {
        return JsonLines.of(tree(plan));
    }

    /** The same with what it destroys, which nobody reads back: it follows from the tables as they are by then. */
    public static String lines(Plan plan, Consequences consequences) {
        return JsonLines.of(tree(plan, consequences));
    }

    /** The plan as a tree, with what it destroys. */
    public static ObjectNode tree(Plan plan, Consequences consequences) {
        ObjectNode tree = tree(plan);
        if (!consequences.texts().isEmpty()) {
            consequences.texts().forEach(tree.putArray("consequences")::add);
        }
        return tree;
    }

    /** The plan as a tree, for documents that hold it. */
    public static ObjectNode tree(Plan plan) {
        ObjectNode tree = MAPPER.createObjectNode();
        tree.put("format", FORMAT);
        tree.put("warehouse", plan.warehouse());
        tree.put("plan", plan.id());
        tree.put("now", plan.now().toString());
        tree.put("request", plan.request());
        plan.asked().ifPresent(asked -> tree.set("asked", RequestJson.tree(asked)));
        ObjectNode sealed = tree.putObject("sealed");
        plan.sealed().sources().forEach(sealed.putObject("sources")::put);
        plan.sealed().fingerprints().forEach(sealed.putObject("fingerprints")::put);
        plan.sealed().targets().forEach(sealed.putObject("targets")::put);
        plan.sealed().tables().forEach(sealed.putObject("tables")::put);
        if (!plan.reset().isEmpty()) {
            plan.reset().forEach(tree.putArray("reset")::add);
        }
        plan.stage().forEach(tree.putArray("stage")::add);
        ArrayNode steps = tree.putArray("steps");
        plan.steps().forEach(step -> steps.add(tree(step)));
        ObjectNode leftOut = tree.putObject("left_out");
        plan.leftOut().forEach((asset, causes) -> {
            ObjectNode own = leftOut.putObject(asset);
            causes.forEach((cause, set) -> own.put(cause.word(), set.toString()));
        });
        ArrayNode waits = tree.putArray("waits");
        plan.waits()
                .forEach(wait -> waits.addObject()
                        .put("asset", wait.asset())
                        .put("partitions", wait.partitions().toString())
                        .put("input", wait.input())
                        .put("lacking", wait.lacking().toString())
                        .put("why", wait.why()));
        plan.notes().forEach(tree.putArray("notes")::add);
        if (!plan.savings().isEmpty()) {
            ArrayNode savings = tree.putArray("savings");
            plan.savings().forEach(saving -> savings.add(tree(saving)));
        }
        putEstimates(plan, tree);
        return tree;
    }

    private static void putEstimates(Plan plan, ObjectNode tree) {
        if (!plan.means().equals(Means.UNKNOWN)) {
            tree.set("reckoned", EstimateJson.tree(plan.means()));
        }
        tree.set("totals", totals(plan));
    }

    private static ObjectNode totals(Plan plan) {
        ObjectNode totals = MAPPER.createObjectNode();
        totals.put("assets", plan.assets().size());
        totals.put("partitions", plan.partitions());
        totals.put("steps", plan.steps().size());
        totals.set("estimate", EstimateJson.tree(plan.estimate()));
        return totals;
    }

    private static ObjectNode tree(Step step) {
        ObjectNode tree = MAPPER.createObjectNode();
        tree.put("step", step.id());
        tree.put("asset", step.asset());
        tree.put("partitions", step.partitions().toString());
        tree.put("count", step.partitions().count());
        ObjectNode reasons = tree.putObject("reasons");
        step.reasons().forEach((reason, set) -> reasons.put(reason.word(), set.toString()));
        if (!step.ifChanged().isEmpty()) {
            tree.put("if_changed", step.ifChanged().toString());
        }
        if (!step.narrow().isEmpty()) {
            ArrayNode narrow = tree.putArray("columns");
            step.narrow().forEach((touched, set) -> {
                ArrayNode names =
                        narrow.addObject().put("partitions", set.toString()).putArray("changed");
                touched.names().ifPresent(columns -> columns.forEach(names::add));
            });
        }
        step.after().forEach(tree.putArray("after")::add);
        tree.set("estimate", EstimateJson.tree(step.estimate()));
        return tree;
    }

    private static ObjectNode tree(Saving saving) {
        ObjectNode tree = MAPPER.createObjectNode();
        saving.inputs().forEach(tree.putArray("inputs")::add);
        saving.readers().forEach(tree.putArray("readers")::add);
        tree.put("caused", saving.caused());
        tree.put("of", saving.of());
        saving.spared().forEach(tree.putObject("spared")::put);
        return tree;
    }

    /**
     * The plan that a text holds.
     *
     * @param file its name, for messages
     * @throws ProblemException when it is not a plan of this warehouse
     */
    public static Plan parse(String file, String text, Warehouse warehouse) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw unreadable(file, "it is no JSON: " + e.getOriginalMessage());
        }
        if (!tree.path("steps").isArray() || !tree.path("plan").isTextual()) {
            throw unreadable(file, "it has no fields 'plan' and 'steps'");
        }
        if (tree.path("format").asInt() > FORMAT) {
            throw unreadable(
                    file, "it has format " + tree.path("format").asInt() + ", made by a later version of Hindcast");
        }
        String owner = tree.path("warehouse").asText();
        if (!owner.equals(warehouse.name())) {
            throw Problems.raise(PlanningProblems.planOfOtherWarehouse(file, owner, warehouse.name()));
        }
        try {
            return plan(tree, new Reader(warehouse, file));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException unreadable(String file, String why) {
        return Problems.raise(PlanningProblems.unreadablePlan(file, why));
    }

    private static Plan plan(JsonNode tree, Reader reader) {
        JsonNode sealed = tree.path("sealed");
        Map<String, Map<LeftOut, PartitionSet>> leftOut = new TreeMap<>();
        tree.path("left_out").properties().forEach(asset -> {
            Map<LeftOut, PartitionSet> causes = new EnumMap<>(LeftOut.class);
            asset.getValue()
                    .properties()
                    .forEach(cause ->
                            causes.put(LeftOut.ofWord(cause.getKey()), reader.set(asset.getKey(), cause.getValue())));
            leftOut.put(asset.getKey(), causes);
        });
        return new Plan(
                tree.path("warehouse").asText(),
                tree.path("plan").asText(),
                Instant.parse(tree.path("now").asText()),
                tree.path("request").asText(),
                RequestJson.parse(tree.path("asked"), tree.path("request").asText()),
                new Seals(
                        map(sealed.path("sources"), JsonNode::asLong),
                        map(sealed.path("fingerprints"), JsonNode::asText),
                        map(sealed.path("targets"), JsonNode::asLong),
                        map(sealed.path("tables"), JsonNode::asText)),
                list(tree.path("reset"), JsonNode::asText),
                list(tree.path("stage"), JsonNode::asText),
                list(tree.path("steps"), reader::step),
                leftOut,
                list(tree.path("waits"), reader::wait),
                list(tree.path("notes"), JsonNode::asText),
                list(tree.path("savings"), PlanJson::saving),
                EstimateJson.means(tree.path("reckoned")));
    }

    private static Saving saving(JsonNode tree) {
        return new Saving(
                list(tree.path("inputs"), JsonNode::asText),
                list(tree.path("readers"), JsonNode::asText),
                tree.path("caused").asLong(),
                tree.path("of").asLong(),
                map(tree.path("spared"), JsonNode::asLong));
    }

    private static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> value) {
        Map<String, T> map = new TreeMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value.apply(field.getValue())));
        return map;
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> value) {
        List<T> list = new ArrayList<>();
        node.forEach(each -> list.add(value.apply(each)));
        return list;
    }

    /** Reads sets in the partitioning of their asset. */
    private record Reader(Warehouse warehouse, String file) {

        PartitionSet set(String asset, JsonNode text) {
            return warehouse
                    .asset(asset)
                    .orElseThrow(() -> Problems.raise(PlanningProblems.plannedAssetGone(file, asset)))
                    .partitioning()
                    .parse(text.asText());
        }

        Wait wait(JsonNode tree) {
            String asset = tree.path("asset").asText();
            String input = tree.path("input").asText();
            return new Wait(
                    asset,
                    set(asset, tree.path("partitions")),
                    input,
                    input.equals(Asset.SELF)
                            ? set(asset, tree.path("lacking"))
                            : warehouse
                                    .partitioningOf(input)
                                    .parse(tree.path("lacking").asText()),
                    tree.path("why").asText());
        }

        Step step(JsonNode tree) {
            String asset = tree.path("asset").asText();
            Map<Reason, PartitionSet> reasons = new EnumMap<>(Reason.class);
            tree.path("reasons")
                    .properties()
                    .forEach(reason -> reasons.put(Reason.ofWord(reason.getKey()), set(asset, reason.getValue())));
            return new Step(
                    tree.path("step").asText(),
                    asset,
                    set(asset, tree.path("partitions")),
                    reasons,
                    set(asset, tree.path("if_changed")),
                    narrow(asset, tree.path("columns")),
                    list(tree.path("after"), JsonNode::asText),
                    EstimateJson.estimate(tree.path("estimate")));
        }

        private Map<TouchedColumns, PartitionSet> narrow(String asset, JsonNode array) {
            Map<TouchedColumns, PartitionSet> narrow = new LinkedHashMap<>();
            array.forEach(each -> narrow.put(
                    TouchedColumns.of(list(each.path("changed"), JsonNode::asText)),
                    set(asset, each.path("partitions"))));
            return narrow;
        }
    }
}
