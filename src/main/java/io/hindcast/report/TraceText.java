package io.hindcast.report;

import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Downstream;
import io.hindcast.plan.Trace;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** What caused a standing, and what would follow from a rebuild, on a terminal. */
final class TraceText {

    /** As many commits are told of a cause. */
    private static final int COMMITS_SHOWN = 3;

    private TraceText() {}

    /** A cause in a sentence, and the commits behind it. */
    static void cause(Trace.Cause cause, Background background, String head, Lines lines) {
        lines.add(head, sentence(cause, lines.width() / 2));
        List<Long> versions = cause.versions();
        versions.stream()
                .skip(Math.max(0, versions.size() - COMMITS_SHOWN))
                .map(version -> background.commit(cause.table(), version))
                .flatMap(Optional::stream)
                .forEach(commit -> lines.add(
                        " ".repeat(head.length()) + "  ",
                        (versions.size() > 1 ? "version " + commit.version() + ": " : "") + Background.told(commit)));
    }

    private static String sentence(Trace.Cause cause, int width) {
        String what = cause.table() + which(cause.partitions(), width);
        String because = cause.because().isEmpty() ? "" : ": " + cause.because();
        return switch (cause.kind()) {
            case MISSING -> what + " was never built";
            case CODE -> "the code of " + cause.table() + " is another" + columns(cause) + because;
            case DATA ->
                versions(cause.versions()) + " of " + cause.table() + " changed" + which(cause.partitions(), width)
                        + (cause.because().isEmpty() ? "" : ", " + cause.because());
            case FORGOTTEN ->
                cause.table() + " no longer tells what changed:" + which(cause.partitions(), width)
                        + " must be taken as changed";
            case OTHER_TABLE -> cause.table() + " is another table at the same path";
            case DECLARED ->
                "the declared range of " + cause.table() + " is another:" + which(cause.partitions(), width)
                        + " came or went";
            case RETRIED -> what + " failed, and is tried again" + because;
            case QUARANTINED -> what + " is set aside" + because;
            case NOT_THERE -> what + " is not there" + because;
            case GONE -> what + " is gone, for its owner keeps it no longer";
            case FOREIGN -> what + " was written by someone else" + because;
            case EXPIRED -> what + " was dropped on purpose";
        };
    }

    /** The one partition of a table without partitions is not worth a word. */
    private static String which(PartitionSet set, int width) {
        return set.partitioning().dimensions().isEmpty() ? "" : " " + SetText.shortened(set, width);
    }

    private static String columns(Trace.Cause cause) {
        return cause.columns().isEmpty()
                ? ""
                : " in " + (cause.columns().size() == 1 ? "column " : "columns ") + String.join(", ", cause.columns());
    }

    static String versions(List<Long> versions) {
        LongFunction<String> text = Long::toString;
        return switch (versions.size()) {
            case 0 -> "some version";
            case 1 -> "version " + text.apply(versions.get(0));
            default ->
                "versions " + text.apply(versions.get(0)) + " to "
                        + text.apply(versions.get(versions.size() - 1)) + " ("
                        + Counts.of(versions.size(), "commit") + ")";
        };
    }

    /** How the asked partitions follow from what caused it; nothing where there is nothing between. */
    static void path(Trace trace, Lines lines) {
        List<Trace.Level> between = trace.levels().stream()
                .filter(level -> !level.links().isEmpty())
                .toList();
        if (between.isEmpty()) {
            return;
        }
        lines.gap().add("traced through:");
        int width = lines.width() / 3;
        between.forEach(level -> level.links()
                .forEach(link -> lines.add(
                        "  ",
                        level.asset() + which(link.readers(), width) + " reads " + link.input()
                                + which(link.read(), width) + ", which " + how(link.how()))));
    }

    private static String how(Trace.How how) {
        return switch (how) {
            case REBUILT -> "will be rebuilt";
            case CHANGED -> "was rebuilt since, and came out otherwise";
            case AWAITED -> "is not there, or set aside";
            case LOST -> "cannot be built any more";
        };
    }

    /** What a rebuild would make out of date, as far as content changes. */
    static void follows(Downstream follows, Lines lines) {
        if (follows.assets().isEmpty()) {
            lines.add("nothing would follow from rebuilding it");
            return;
        }
        Table table = new Table("WOULD FOLLOW", ">COUNT", "WHICH");
        follows.assets().forEach((name, set) -> table.add(set, name, Amounts.number(set.count())));
        lines.add("if a rebuild changes its content, in a column that is read:");
        lines.add(table);
    }

    static String list(List<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }
}
