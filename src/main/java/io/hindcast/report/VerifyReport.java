package io.hindcast.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Ignored;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What came of verifying. Its JSON is a public contract.
 *
 * @param how what was done, in a few words
 * @param assets that were looked at, in topological order
 * @param poisoned asset to what was built from partitions that differ
 * @param ignored what was built before changes that its declaration ignores
 * @param seconds wall time
 */
public record VerifyReport(
        String how,
        List<OfAsset> assets,
        Map<String, PartitionSet> poisoned,
        List<Ignored> ignored,
        double seconds,
        ExitCode exitCode) {

    public VerifyReport {
        assets = List.copyOf(assets);
        poisoned = new LinkedHashMap<>(poisoned);
        ignored = List.copyOf(ignored);
    }

    /**
     * What came of one asset.
     *
     * @param equal as recorded
     * @param different what differs, with the partitions
     * @param untold why nothing can be said, with the partitions
     * @param others what was not compared, and why
     * @param left for want of budget
     * @param examples rows of the partitions that differ
     */
    public record OfAsset(
            String asset,
            PartitionSet equal,
            Map<List<String>, PartitionSet> different,
            Map<String, PartitionSet> untold,
            Map<String, PartitionSet> others,
            PartitionSet left,
            Examples examples) {

        public OfAsset {
            different = new LinkedHashMap<>(different);
            untold = new LinkedHashMap<>(untold);
            others = new LinkedHashMap<>(others);
        }

        private PartitionSet differing() {
            return PartitionSet.unionAll(equal.partitioning(), different.values());
        }

        private boolean isSilent() {
            return equal.isEmpty() && different.isEmpty() && untold.isEmpty() && left.isEmpty();
        }
    }

    /**
     * Rows that one side alone has, as JSON objects.
     *
     * @param table of what is there
     * @param computed of what was computed
     */
    public record Examples(List<String> table, List<String> computed) {

        public Examples {
            table = List.copyOf(table);
            computed = List.copyOf(computed);
        }
    }

    private long count(Function<OfAsset, PartitionSet> part) {
        return assets.stream().mapToLong(asset -> part.apply(asset).count()).sum();
    }

    private long equal() {
        return count(OfAsset::equal);
    }

    private long differing() {
        return count(OfAsset::differing);
    }

    private long unknown() {
        return assets.stream()
                .flatMap(asset -> asset.untold().values().stream())
                .mapToLong(PartitionSet::count)
                .sum();
    }

    /** For a terminal. */
    public String text(int width) {
        Lines lines = new Lines(width);
        assets.forEach(asset -> text(asset, lines));
        if (!poisoned.isEmpty()) {
            lines.add("built from what differs:");
            poisoned.forEach((asset, set) -> lines.add("  " + asset + ": ", set.toString()));
        }
        ignored.forEach(each -> lines.add(
                each.asset() + ": ",
                Counts.of(each.partitions().count(), "partition") + " " + each.partitions() + ": " + each.text()));
        List<String> parts = new ArrayList<>();
        parts.add(Amounts.number(equal()) + " equal");
        parts.add(Amounts.number(differing()) + " different");
        if (unknown() > 0) {
            parts.add(Amounts.number(unknown()) + " that cannot be told");
        }
        long left = count(OfAsset::left);
        if (left > 0) {
            parts.add(Amounts.number(left) + " left by the budget");
        }
        lines.add("", how + ": " + String.join(", ", parts) + "; " + Amounts.seconds(seconds));
        return lines.text();
    }

    private static void text(OfAsset asset, Lines lines) {
        if (asset.isSilent() && asset.others().isEmpty()) {
            return;
        }
        lines.add(asset.asset() + ": " + Counts.of(asset.equal().count(), "partition") + " equal");
        asset.different()
                .forEach((columns, set) -> lines.add("  DIFFERENT ", set + " in " + String.join(", ", columns)));
        asset.examples().table().forEach(row -> lines.add("    table    ", row));
        asset.examples().computed().forEach(row -> lines.add("    computed ", row));
        asset.untold().forEach((why, set) -> lines.add("  cannot tell ", set + ": " + why));
        asset.others().forEach((why, set) -> lines.add("  not compared ", set + ": " + why));
        if (!asset.left().isEmpty()) {
            lines.add("  left ", asset.left().toString());
        }
    }

    /** On one line. */
    public String json() {
        ObjectNode document = Json.object()
                .put("how", how)
                .put("outcome", exitCode == ExitCode.DIFFERENCE ? "different" : exitCode.outcome())
                .put("exit", exitCode.number())
                .put("equal", equal())
                .put("different", differing())
                .put("untold", unknown())
                .put("left", count(OfAsset::left))
                .put("seconds", seconds);
        ObjectNode byName = document.putObject("assets");
        assets.stream()
                .filter(asset -> !asset.isSilent() || !asset.others().isEmpty())
                .forEach(asset -> json(asset, byName.putObject(asset.asset())));
        document.set("poisoned", Json.sets(poisoned, asset -> asset));
        if (!ignored.isEmpty()) {
            document.set("ignored", Json.ignored(ignored));
        }
        return document.toString();
    }

    private static void json(OfAsset asset, ObjectNode node) {
        node.put("equal", asset.equal().toString());
        ArrayNode different = node.putArray("different");
        asset.different().forEach((columns, set) -> {
            ObjectNode each = different.addObject().put("partitions", set.toString());
            columns.forEach(each.putArray("columns")::add);
        });
        ObjectNode examples = node.putObject("examples");
        asset.examples().table().forEach(examples.putArray("table")::add);
        asset.examples().computed().forEach(examples.putArray("computed")::add);
        node.set("untold", Json.sets(asset.untold(), why -> why));
        node.set("not_compared", Json.sets(asset.others(), why -> why));
        node.put("left", asset.left().toString());
    }
}
