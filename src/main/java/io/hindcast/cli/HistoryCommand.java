package io.hindcast.cli;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.Partitioning;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.GroupedEntry;
import io.hindcast.report.HistoryJson;
import io.hindcast.report.HistoryText;
import io.hindcast.run.PastRun;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells what happened: runs, or the events of an asset. */
final class HistoryCommand implements Command {

    private static final int SHOWN = 20;

    private final InstantSource clock;

    HistoryCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        List<Entry> entries = Planning.look(workspace).entries();
        int most = arguments.conduct().most().orElse(SHOWN);
        Optional<String> subject = arguments.subject();
        if (subject.isPresent()) {
            List<GroupedEntry> events =
                    GroupedEntry.of(events(workspace.warehouse(), subject.get(), entries), partitionings(workspace));
            Newest<GroupedEntry> newest = Newest.of(events, most);
            console.result(
                    arguments.has(Option.JSON)
                            ? HistoryJson.ofEvents(newest.shown())
                            : HistoryText.ofEvents(newest.shown(), newest.more(), console.width()));
        } else {
            Newest<PastRun> newest = Newest.of(PastRun.all(entries), most);
            console.result(
                    arguments.has(Option.JSON)
                            ? HistoryJson.ofRuns(newest.shown())
                            : HistoryText.ofRuns(newest.shown(), newest.more(), console.width()));
        }
        return ExitCode.DONE;
    }

    /** How a source or an asset is partitioned now, where it is still declared. */
    static Function<String, Optional<Partitioning>> partitionings(Workspace workspace) {
        Warehouse warehouse = workspace.warehouse();
        return name -> warehouse.asset(name).isPresent() || warehouse.isSource(name)
                ? Optional.of(warehouse.partitioningOf(name))
                : Optional.empty();
    }

    private record Newest<T>(List<T> shown, long more) {

        static <T> Newest<T> of(List<T> oldestFirst, int most) {
            List<T> newestFirst = new ArrayList<>(oldestFirst);
            Collections.reverse(newestFirst);
            return new Newest<>(
                    newestFirst.stream().limit(most).toList(), Math.max(0, newestFirst.size() - (long) most));
        }
    }

    private record Try(String run, String step, int attempt) {

        static Try of(Entry entry) {
            return new Try(entry.run(), entry.step(), entry.attempt().orElse(0));
        }
    }

    /** Of an asset or a source that is declared, or that the ledger remembers. A start is told until its end is known. */
    private static List<Entry> events(Warehouse warehouse, String subject, List<Entry> entries) {
        int at = subject.indexOf('@');
        String name = at < 0 ? subject : subject.substring(0, at);
        List<Entry> own =
                entries.stream().filter(entry -> entry.asset().equals(name)).toList();
        Optional<PartitionSet> wanted = Optional.empty();
        if (warehouse.isSource(name)) {
            wanted = set(warehouse.partitioningOf(name), subject, at);
        } else if (own.isEmpty() || warehouse.asset(name).isPresent()) {
            wanted = set(Subjects.asset(warehouse, name).partitioning(), subject, at);
        }
        Set<Try> ended = new HashSet<>();
        own.stream().filter(entry -> entry.event() != Event.STARTED).forEach(entry -> ended.add(Try.of(entry)));
        Optional<PartitionSet> only = wanted;
        return own.stream()
                .filter(entry -> entry.event() != Event.LEASED)
                .filter(entry -> entry.event() != Event.STARTED || !ended.contains(Try.of(entry)))
                .filter(entry -> only.map(set -> concerns(entry, set)).orElse(true))
                .toList();
    }

    private static Optional<PartitionSet> set(Partitioning partitioning, String subject, int at) {
        return at < 0 ? Optional.empty() : Optional.of(partitioning.parse(subject.substring(at + 1)));
    }

    /** What was written under another partitioning is shown: it may concern them. */
    private static boolean concerns(Entry entry, PartitionSet set) {
        if (entry.partition().isEmpty()) {
            return true;
        }
        return GroupedEntry.partitionsOf(entry, set.partitioning())
                .map(own -> own.intersects(set))
                .orElse(true);
    }
}
