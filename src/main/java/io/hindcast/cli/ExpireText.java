package io.hindcast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Retention;
import io.hindcast.delta.Vacuum;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.upkeep.Expirable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was dropped on purpose, or would be, as text and as JSON. */
final class ExpireText {

    private ExpireText() {}

    /**
     * What came of it.
     *
     * @param run empty when nothing was done
     * @param freed empty when that was not asked for
     */
    record Outcome(Optional<String> run, Expirable expirable, Optional<Vacuum.Freed> freed) {}

    /** What a person agrees to. */
    static List<String> consequences(Expirable expirable) {
        List<String> lines = new ArrayList<>();
        expirable.assets().forEach(each -> lines.addAll(lines(each, expirable, "to drop: ")));
        return lines;
    }

    static String of(Outcome outcome) {
        Expirable expirable = outcome.expirable();
        List<String> lines = new ArrayList<>();
        String did = outcome.run().isPresent() ? "dropped " : "would drop ";
        expirable.assets().forEach(each -> lines.addAll(lines(each, expirable, did)));
        if (lines.isEmpty()) {
            lines.add(
                    expirable.looked().isEmpty()
                            ? "nothing to drop: no asset says how long its partitions are kept, as retain: 400d"
                            : "nothing to drop: no partition is older than its asset keeps it");
        }
        expirable
                .foreign()
                .forEach((asset, set) -> lines.add("left out of " + asset + ": " + set + ", which someone else wrote"));
        expirable
                .held()
                .forEach((asset, set) ->
                        lines.add("left out of " + asset + ": " + set + ", which another run is using"));
        outcome.freed()
                .ifPresent(freed -> lines.add("freed " + Counts.of(freed.files(), "file") + ", "
                        + Counts.of(freed.bytes(), "byte") + "; what was dropped is freed once its table's"
                        + " delta.deletedFileRetentionDuration is over"));
        return String.join("\n", lines);
    }

    private static List<String> lines(Expirable.OfAsset each, Expirable expirable, String did) {
        String name = each.asset().name();
        List<String> lines = new ArrayList<>();
        if (!each.old().isEmpty()) {
            Expirable.Size size = Expirable.size(expirable.state().asset(name), each.old());
            String kept = each.asset()
                    .declaration()
                    .retain()
                    .map(period -> ", kept for " + Retention.words(period))
                    .orElse("");
            lines.add(did + partitions(each.old()) + " of " + name + ": " + each.old() + " ("
                    + Counts.of(size.rows(), "row") + ", " + Counts.of(size.bytes(), "byte") + kept + ")");
        }
        if (!each.scaffolding().isEmpty()) {
            lines.add(did + partitions(each.scaffolding()) + " of " + name + ": " + each.scaffolding()
                    + ", which a run had built again for its steps alone");
        }
        if (!each.irrecoverable().isEmpty()) {
            lines.add("  cannot be built again, since a source keeps less: " + each.irrecoverable());
        }
        each.readers()
                .forEach((reader, set) -> lines.add("  still read by " + reader + " " + set
                        + ": to rebuild these, they are built again for the time of the run"));
        return lines;
    }

    private static String partitions(PartitionSet set) {
        return Counts.of(set.count(), "partition");
    }

    static ObjectNode document(Outcome outcome) {
        Expirable expirable = outcome.expirable();
        ObjectNode document = Documents.object();
        document.put("run", outcome.run().orElse(null))
                .put("outcome", exitCode(outcome).outcome())
                .put("exit", exitCode(outcome).number());
        ObjectNode expired = document.putObject(outcome.run().isPresent() ? "expired" : "expirable");
        ObjectNode scaffolding = document.putObject("scaffolding");
        ObjectNode rows = document.putObject("rows");
        ObjectNode bytes = document.putObject("bytes");
        ObjectNode lost = document.putObject("irrecoverable");
        ObjectNode readers = document.putObject("read_by");
        for (Expirable.OfAsset each : expirable.assets()) {
            String name = each.asset().name();
            put(expired, name, each.old());
            put(scaffolding, name, each.scaffolding());
            put(lost, name, each.irrecoverable());
            Expirable.Size size = Expirable.size(expirable.state().asset(name), each.old());
            rows.put(name, size.rows());
            bytes.put(name, size.bytes());
            if (!each.readers().isEmpty()) {
                ObjectNode own = readers.putObject(name);
                each.readers().forEach((reader, set) -> put(own, reader, set));
            }
        }
        ObjectNode leftOut = document.putObject("left_out");
        expirable.foreign().forEach((asset, set) -> put(leftOut.withObjectProperty(asset), "foreign", set));
        expirable.held().forEach((asset, set) -> put(leftOut.withObjectProperty(asset), "held", set));
        outcome.freed()
                .ifPresent(freed ->
                        document.putObject("freed").put("files", freed.files()).put("bytes", freed.bytes()));
        return document;
    }

    /** Another run may be at work where something would be dropped. */
    static ExitCode exitCode(Outcome outcome) {
        return outcome.expirable().held().isEmpty() ? ExitCode.DONE : ExitCode.HELD;
    }

    private static void put(ObjectNode object, String name, PartitionSet set) {
        if (!set.isEmpty()) {
            object.put(name, set.toString());
        }
    }
}
