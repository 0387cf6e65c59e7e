package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.run.Claiming;
import io.hindcast.run.Ending;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes into the ledger what the tables tell and it does not. */
final class RepairCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    RepairCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        List<Entry> lacking = lacking(workspace);
        if (lacking.isEmpty() || arguments.has(Option.DRY_RUN)) {
            return show(arguments, console, lacking, lacking.isEmpty() ? "nothing to repair" : "would write");
        }
        try (RunDesk desk = RunDesk.at(workspace, Ids.run(clock.instant()), arguments, stopping, console)) {
            return desk.doing(() -> repaired(workspace, desk, arguments, console));
        }
    }

    private static ExitCode repaired(Workspace workspace, RunDesk desk, Arguments arguments, Console console) {
        List<Entry> lacking = lacking(workspace);
        RunDesk.Claimed<List<Entry>> claimed = desk.claim(new Claiming.Wish<>(
                lacking,
                part -> footprint(workspace, part),
                (part, others) -> part.stream()
                        .filter(entry -> others.stream()
                                .noneMatch(lease ->
                                        footprint(workspace, List.of(entry)).meets(lease.territory())))
                        .toList()));
        // What a run that lives has committed, it enters itself, and others may have repaired meanwhile.
        List<Entry> found = lacking(workspace).stream()
                .filter(entry -> footprint(workspace, List.of(entry)).isWithin(claimed.territory()))
                .toList();
        desk.enter(found);
        desk.finished(Ending.done());
        claimed.inTheWay().stream()
                .map(Lease::owner)
                .forEach(owner -> console.log(
                        "left to run " + owner.run() + " of " + owner.actor() + ": what it has committed itself"));
        show(arguments, console, found, "wrote");
        return claimed.inTheWay().isEmpty() ? ExitCode.DONE : ExitCode.HELD;
    }

    /** Of whose past entries tell. What is not declared any more nobody else enters. */
    private static Footprint footprint(Workspace workspace, List<Entry> entries) {
        Map<String, PartitionSet> sets = new TreeMap<>();
        for (Entry entry : entries) {
            if (workspace.warehouse().isSource(entry.asset())) {
                sets.put(
                        entry.asset(),
                        workspace.warehouse().partitioningOf(entry.asset()).domain());
            }
            workspace
                    .warehouse()
                    .asset(entry.asset())
                    .ifPresent(asset ->
                            sets.merge(asset.name(), asset.partitioning().domain(), PartitionSet::union));
        }
        return Footprint.of(sets, Map.of());
    }

    private static List<Entry> lacking(Workspace workspace) {
        Planning planning = Planning.read(workspace);
        List<Entry> lacking = new ArrayList<>(StageEntries.lacking(workspace, planning.entries()));
        lacking.addAll(planning.recovered());
        return lacking;
    }

    private static ExitCode show(Arguments arguments, Console console, List<Entry> entries, String did) {
        long assets = entries.stream().map(Entry::asset).distinct().count();
        if (arguments.has(Option.JSON)) {
            console.result(Documents.object()
                    .put("entries", arguments.has(Option.DRY_RUN) ? 0 : entries.size())
                    .put("lacking", entries.size())
                    .put("assets", assets)
                    .toString());
        } else if (entries.isEmpty()) {
            console.result(did + ": the ledger has all that the tables tell");
        } else {
            String rows = entries.size() == 1 ? "1 entry" : entries.size() + " entries";
            console.result(did + " " + rows + " of " + Counts.of(assets, "table") + " from the tables' own history");
        }
        return ExitCode.DONE;
    }
}
