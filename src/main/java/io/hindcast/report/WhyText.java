package io.hindcast.report;

import io.hindcast.asset.TouchedColumns;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Changed;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Reason;
import io.hindcast.plan.Standing;
import io.hindcast.plan.Trace;
import io.hindcast.problem.Counts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a partition is what it is, on a terminal. */
public final class WhyText {

    private static final int CAUSES_SHOWN = 10;

    private WhyText() {}

    /**
     * The explanation.
     *
     * @param background the commits behind it
     * @param warehouse the folder, as the person typed it, for commands to copy
     * @param width of the terminal, in characters
     */
    public static String of(Explanation why, Background background, String warehouse, int width) {
        Lines lines = new Lines(width);
        lines.add(name(why) + " is " + verdict(why));
        built(why, background, lines);
        background.codeChanges().forEach(change -> lines.add("          - ", change));
        content(why, lines);
        reads(why, background, lines.gap());
        traced(background, lines);
        trouble(why, warehouse, lines.gap());
        consumers(why, background, lines.gap());
        return lines.text();
    }

    private static String name(Explanation why) {
        return why.asset() + "@" + why.partition();
    }

    private static String verdict(Explanation why) {
        Optional<Standing> standing = why.standing();
        if (standing.isEmpty()) {
            return "no partition: outside the declared range, or not yet over";
        }
        return switch (standing.get()) {
            case FRESH -> "fresh: code and inputs are what it was built from" + butFor(why);
            case MISSING -> "missing: " + reasons(why);
            case STALE -> "stale: " + reasons(why);
            case WAITING -> "waiting: an input partition is not there yet";
            case QUARANTINED -> "quarantined: it failed, and neither its code nor an input changed since";
            case FOREIGN -> "foreign: someone else wrote it";
            case EXPIRED -> "expired: it was dropped on purpose" + dropped(why);
            case BLOCKED -> "blocked: an input is beyond its own retention";
        };
    }

    /** What is not what it was built from, and makes no difference by its author's will. */
    private static String butFor(Explanation why) {
        List<String> ignored = why.reads().stream()
                .filter(read -> read.weight() == Explanation.Weight.IGNORED)
                .filter(read -> !read.changes().isEmpty())
                .map(read -> read.input()
                        + read.changes().stream()
                                .flatMapToLong(change -> change.version().stream())
                                .mapToObj(version -> " since version " + version)
                                .findFirst()
                                .orElse(""))
                .toList();
        return ignored.isEmpty()
                ? ""
                : ", but for changes of " + String.join(" and of ", ignored) + ", which its declaration ignores";
    }

    private static String dropped(Explanation why) {
        String how = why.expiry()
                .map(expiry -> (expiry.reason().isEmpty() ? "" : " (" + expiry.reason() + ")") + " at "
                        + Amounts.instant(expiry.at()) + (expiry.actor().isEmpty() ? "" : " by " + expiry.actor())
                        + ", run " + expiry.run())
                .orElse("");
        return why.reasons().isEmpty() ? how : how + "; " + reasons(why);
    }

    private static String reasons(Explanation why) {
        List<String> texts = why.reasons().stream()
                .map(reason -> reason.word() + " (" + Meanings.of(reason) + ")")
                .toList();
        return texts.isEmpty() ? Meanings.of(Reason.MISSING) : String.join(", ", texts);
    }

    private static void built(Explanation why, Background background, Lines lines) {
        Optional<Build> overwritten = background.overwritten().keySet().stream().findFirst();
        if (why.build().or(() -> overwritten).isEmpty()) {
            lines.add("  built:  ", "never, by us");
            lines.add("  code:   ", why.fingerprint() + " now");
            return;
        }
        Build build = why.build().or(() -> overwritten).orElseThrow();
        lines.add(
                "  built:  ",
                build.event().word() + " by run " + build.run() + ", step " + build.step() + ", attempt "
                        + build.attempt() + ", at " + Amounts.instant(build.at()) + ", as version " + build.version()
                        + (why.build().isPresent() ? "" : "; overwritten since"));
        lines.add(
                "  code:   ",
                why.job().isOf(build.fingerprint())
                        ? build.fingerprint() + ", the same as now"
                        : build.fingerprint() + " then, " + why.fingerprint() + " now");
    }

    private static void content(Explanation why, Lines lines) {
        why.content()
                .ifPresent(content -> lines.add(
                        "  holds:  ",
                        Counts.of(content.rows(), "row") + ", " + Amounts.bytes(content.bytes()) + " in "
                                + Counts.of(content.files(), "file") + ", content hash " + content.hash()));
    }

    private static void reads(Explanation why, Background background, Lines lines) {
        if (!why.reads().isEmpty()) {
            lines.add("reads:");
        }
        for (Explanation.Read read : why.reads()) {
            String which = SetText.shortened(read.partitions(), lines.width() / 2);
            lines.add("  ", read.input() + " " + which + " (" + read.mapping() + ")");
            read.mappingThen()
                    .ifPresent(then -> lines.add("    ", "the code reads otherwise now: then it was " + then));
            lines.add("    ", versions(read, why.quarantine().isPresent() ? "when it failed" : "then"));
            read.readThen()
                    .ifPresent(set -> lines.add(
                            "    ",
                            "its batch read " + set + " at version "
                                    + read.then().orElse(-1)));
            for (Explanation.Change change : read.changes()) {
                String set = SetText.shortened(change.partitions(), lines.width() / 2);
                lines.add("    ", changed(change, set) + ignored(read));
                change.version().stream()
                        .mapToObj(version -> background.commit(read.input(), version))
                        .flatMap(Optional::stream)
                        .forEach(commit -> lines.add("      ", Background.told(commit)));
            }
            about(read.rebuilt(), "will be rebuilt: ", lines);
            if (!read.unseen().partitions().isEmpty()) {
                String set = SetText.shortened(read.unseen().partitions(), lines.width() / 2);
                lines.add(
                        "    ",
                        "will be rebuilt: " + set + ", but " + read.unseen().text());
            }
            about(read.lacking(), "not there yet: ", lines);
            about(read.gone(), "gone, for its owner keeps it no longer: ", lines);
        }
    }

    /** What lies further up than what it reads itself. */
    private static void traced(Background background, Lines lines) {
        Trace trace = background.trace();
        if (trace.levels().stream().anyMatch(level -> !level.links().isEmpty())) {
            TraceText.path(trace, lines);
            trace.causes().stream()
                    .limit(CAUSES_SHOWN)
                    .forEach(cause -> TraceText.cause(cause, background, "  cause:  ", lines));
            if (trace.causes().size() > CAUSES_SHOWN) {
                lines.add("          ", "+ " + (trace.causes().size() - CAUSES_SHOWN) + " more causes");
            }
        }
    }

    private static void about(PartitionSet set, String head, Lines lines) {
        if (!set.isEmpty()) {
            lines.add("    ", head + SetText.shortened(set, lines.width() / 2));
        }
    }

    private static String versions(Explanation.Read read, String when) {
        String now = read.now() < 0 ? "there is no table now" : "version " + read.now() + " now";
        if (read.then().isEmpty()) {
            return now;
        }
        String then = "version " + read.then().getAsLong() + " " + when + ", " + now;
        return read.changes().isEmpty() ? then + "; of these partitions nothing changed" : then;
    }

    private static String changed(Explanation.Change change, String set) {
        return switch (change.cause()) {
            case CONTENT -> "version " + change.version().orElse(-1) + " changed " + set;
            case OTHER_COLUMNS ->
                "version " + change.version().orElse(-1) + " changed " + set + ", but " + Changed.only(change.columns())
                        + ", which it does not read";
            case FORGOTTEN -> "the table no longer tells what changed since: " + set + " must be taken as changed";
            case OTHER_TABLE -> "it is another table at the same path: " + set + " must be taken as changed";
            case DECLARED -> "its declared range has " + set + " now, and had not then";
            case NOT_DECLARED -> "its declared range has " + set + " no more, and had it then";
        };
    }

    private static String ignored(Explanation.Read read) {
        return read.weight() == Explanation.Weight.IGNORED ? ", which the declaration ignores" : "";
    }

    private static void trouble(Explanation why, String warehouse, Lines lines) {
        PartitionSet set = PartitionSet.of(why.partition().partitioning(), why.partition());
        why.quarantine().ifPresent(quarantine -> {
            lines.add("quarantined by run " + quarantine.run() + ", step " + quarantine.step() + ", at "
                    + Amounts.instant(quarantine.at()));
            lines.add("  cause:  ", quarantine.error());
            lines.add("  repair: ", "once its code or an input is corrected:");
            lines.whole("            " + Commands.run(warehouse));
            lines.add("          ", "when the cause lay elsewhere and is gone:");
            lines.whole("            " + Commands.retry(warehouse, why.asset(), set));
        });
        why.foreign().ifPresent(foreign -> {
            lines.add("written by someone else: ", foreign.toString());
            lines.add("it stays as it is; to overwrite it:");
            lines.whole("  " + Commands.force(warehouse, why.asset(), set));
            lines.add("to take it for built as it is:");
            lines.whole("  " + Commands.accept(warehouse, why.asset(), set));
        });
    }

    private static void consumers(Explanation why, Background background, Lines lines) {
        if (why.consumers().isEmpty()) {
            lines.add("nothing reads it");
            return;
        }
        Table table = new Table("READ BY", ">COUNT", "WHICH");
        why.consumers()
                .forEach(consumer -> table.add(
                        consumer.partitions(),
                        consumer.asset(),
                        Amounts.number(consumer.partitions().count())));
        lines.add(table);
        why.touched().flatMap(TouchedColumns::names).ifPresent(columns -> sees(why, TouchedColumns.of(columns), lines));
        if (!background.reached().isEmpty()) {
            lines.add(
                    "  and through these: ",
                    background.reached().stream()
                            .map(name -> name + which(background, name, lines.width() / 3))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Which partitions of an asset further down hang on it. */
    private static String which(Background background, String name, int width) {
        return Optional.ofNullable(background.follows().assets().get(name))
                .filter(set -> !set.partitioning().dimensions().isEmpty())
                .map(set -> " " + SetText.shortened(set, width))
                .orElse("");
    }

    /** Who of them sees what the plan changes of it. */
    private static void sees(Explanation why, TouchedColumns touched, Lines lines) {
        String what = new Explanation.Unseen(
                        PartitionSet.of(why.partition().partitioning(), why.partition()),
                        touched.names().orElseThrow())
                .changing();
        List<String> spared = why.consumers().stream()
                .filter(consumer -> touched.spares(consumer.reads()))
                .map(Explanation.Consumer::asset)
                .toList();
        lines.add("  of it ", what + (spared.isEmpty() ? "" : ": not read by " + String.join(", ", spared)));
    }
}
