package io.hindcast.report;

import io.hindcast.ledger.Build;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.RangeExplanation;
import io.hindcast.plan.RangeExplanation.Group;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Trace;
import io.hindcast.problem.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Why partitions are what they are, on a terminal: those of which the same is to say together. */
public final class RangeText {

    /** As many builds are told one by one. */
    private static final int BUILDS_SHOWN = 3;

    private static final int CAUSES_SHOWN = 10;

    private RangeText() {}

    /**
     * The explanation.
     *
     * @param background the commits behind it
     * @param width of the terminal, in characters
     */
    public static String of(RangeExplanation why, Background background, int width) {
        Lines lines = new Lines(width);
        lines.add(why.asset() + ": " + Counts.of(why.partitions().count(), "partition")
                + (why.groups().size() > 1 ? ", of " + why.groups().size() + " kinds" : ""));
        for (Group group : why.groups()) {
            group(why, group, background, lines.gap());
        }
        if (!why.outside().isEmpty()) {
            lines.gap()
                    .add(
                            "no partitions, for they are outside the declared range or not yet over: ",
                            SetText.shortened(why.outside(), width / 2));
        }
        background.codeChanges().forEach(change -> lines.add("  - ", change));
        TraceText.path(why.trace(), lines);
        if (!why.groups().isEmpty()) {
            TraceText.follows(why.follows(), lines.gap());
        }
        return lines.text();
    }

    private static void group(RangeExplanation why, Group group, Background background, Lines lines) {
        String count = " (" + Counts.of(group.partitions().count(), "partition") + ")";
        String set = SetText.shortened(group.partitions(), lines.width() - count.length());
        lines.add(set + count);
        lines.add("  ", group.standing().word() + ": " + meaning(group));
        built(why, group, background, lines);
        List<Trace.Cause> causes = group.causes();
        causes.stream().limit(CAUSES_SHOWN).forEach(cause -> TraceText.cause(cause, background, "  cause:  ", lines));
        if (causes.size() > CAUSES_SHOWN) {
            lines.add("          ", "+ " + Amounts.number(causes.size() - CAUSES_SHOWN) + " more causes");
        }
    }

    private static String meaning(Group group) {
        return switch (group.standing()) {
            case FRESH -> "code and inputs are what they were built from";
            case MISSING -> Meanings.of(Reason.MISSING);
            case STALE ->
                group.reasons().stream()
                        .map(reason -> reason.word() + " (" + Meanings.of(reason) + ")")
                        .collect(Collectors.joining(", "));
            case WAITING -> Meanings.of(LeftOut.WAITING);
            case QUARANTINED -> Meanings.of(LeftOut.QUARANTINED);
            case FOREIGN -> Meanings.of(LeftOut.FOREIGN);
            case EXPIRED -> Meanings.of(LeftOut.EXPIRED);
            case BLOCKED -> Meanings.of(LeftOut.BLOCKED);
        };
    }

    private static void built(RangeExplanation why, Group group, Background background, Lines lines) {
        boolean isOverwritten = group.built().isEmpty();
        Map<Build, PartitionSet> built = isOverwritten ? background.overwritten(group.partitions()) : group.built();
        if (built.isEmpty()) {
            lines.add("  built:  ", "never, by us");
            return;
        }
        String since = isOverwritten ? "; overwritten since" : "";
        if (built.size() <= BUILDS_SHOWN) {
            built.forEach((build, set) -> {
                String which = set.equals(group.partitions()) ? "" : SetText.shortened(set, lines.width() / 3) + " ";
                lines.add(
                        "  built:  ",
                        which + build.event().word() + " by run " + build.run() + " at " + Amounts.instant(build.at())
                                + ", as version " + build.version() + since);
                lines.add("          ", code(why, build) + from(build));
            });
            return;
        }
        List<Build> builds = new ArrayList<>(built.keySet());
        Build newest = builds.get(0);
        Build oldest = builds.get(builds.size() - 1);
        lines.add(
                "  built:  ",
                "by " + Counts.of(runs(builds), "run") + ", from " + oldest.run() + " at "
                        + Amounts.instant(oldest.at())
                        + " to " + newest.run() + " at " + Amounts.instant(newest.at()) + ", as versions "
                        + oldest.version() + " to " + newest.version() + since);
        codes(why, built).forEach((code, set) -> lines.add("          ", code + set));
        Map<String, List<Long>> read = new TreeMap<>();
        builds.forEach(build -> InputRead.versions(build.inputs())
                .forEach((input, version) ->
                        read.computeIfAbsent(input, name -> new ArrayList<>()).add(version)));
        lines.add(
                "          ",
                "from "
                        + read.entrySet().stream()
                                .map(each -> each.getKey() + " " + range(each.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static long runs(List<Build> builds) {
        return builds.stream().map(Build::run).distinct().count();
    }

    /** Which code built what; nothing is said of partitions where all have one. */
    private static Map<String, String> codes(RangeExplanation why, Map<Build, PartitionSet> built) {
        Map<String, PartitionSet> sets = new LinkedHashMap<>();
        built.forEach((build, set) -> sets.merge(code(why, build), set, PartitionSet::union));
        Map<String, String> codes = new LinkedHashMap<>();
        sets.forEach((code, set) ->
                codes.put(code, sets.size() == 1 ? "" : " (" + Counts.of(set.count(), "partition") + ")"));
        return codes;
    }

    private static String code(RangeExplanation why, Build build) {
        return "code " + build.fingerprint()
                + (why.job().isOf(build.fingerprint())
                        ? ", the same as now"
                        : " then, " + why.job().fingerprint() + " now");
    }

    private static String from(Build build) {
        String read = InputRead.versions(build.inputs()).entrySet().stream()
                .map(each -> each.getKey() + " version " + each.getValue())
                .collect(Collectors.joining(", "));
        return read.isEmpty() ? "" : "; from " + read;
    }

    private static String range(List<Long> versions) {
        long low = versions.stream().mapToLong(Long::longValue).min().orElse(0);
        long high = versions.stream().mapToLong(Long::longValue).max().orElse(0);
        return low == high ? "version " + low : "versions " + low + " to " + high;
    }
}
