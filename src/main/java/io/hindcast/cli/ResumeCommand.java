package io.hindcast.cli;

import io.hindcast.ledger.Entry;
import io.hindcast.ledger.Event;
import io.hindcast.plan.Plan;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.LedgerProblems;
import io.hindcast.problem.Problems;
import io.hindcast.run.Earlier;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes on with what is left of a run that was stopped, or whose driver died. */
final class ResumeCommand implements Command {

    private final InstantSource clock;
    private final Stopping stopping;

    ResumeCommand(InstantSource clock, Stopping stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning before = Planning.read(workspace);
        Planned planned = planned(before.entries(), arguments.subject());
        Plan plan = before.load(planned.plan());
        ApplyCommand.requireSeals(plan, before.since(plan), planned.run());
        if (arguments.has(Option.DRY_RUN)) {
            return new Shown(arguments, console).plan(left(plan, before, planned.run()));
        }
        try (RunDesk desk = RunDesk.open(workspace, planned.run(), arguments, stopping, console)) {
            Planning planning = before.since(plan);
            desk.enter(planning.recovered());
            ApplyCommand.requireSeals(plan, planning, planned.run());
            Earlier earlier = Earlier.of(planned.run(), workspace.warehouse(), planning.entries());
            return new Shown(arguments, console).carryingOut(desk, planning, plan, earlier);
        }
    }

    private static Plan left(Plan plan, Planning planning, String run) {
        Earlier earlier = Earlier.of(run, planning.workspace().warehouse(), planning.entries());
        return plan.withSteps(earlier.left(plan));
    }

    private record Planned(String run, String plan) {}

    private static boolean isClosed(Entry entry) {
        return entry.event() == Event.CANCELLED
                && !entry.detail().isEmpty()
                && !Documents.text(entry.detail(), RunDesk.CLOSED_BY).isEmpty();
    }

    /** The named run, else the latest unfinished, else the latest. Where another run went on, nothing is left. */
    private static Planned planned(List<Entry> entries, Optional<String> named) {
        Map<String, String> plans = new LinkedHashMap<>();
        Set<String> finished = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.event() == Event.PLANNED) {
                plans.put(entry.run(), Documents.text(entry.detail(), "plan"));
            } else if (entry.event() == Event.FINISHED || isClosed(entry)) {
                finished.add(entry.run());
            }
        }
        if (named.isPresent()) {
            return Optional.ofNullable(plans.get(named.get()))
                    .map(plan -> new Planned(named.get(), plan))
                    .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun(named.get())));
        }
        Optional<Planned> unfinished = plans.entrySet().stream()
                .filter(run -> !finished.contains(run.getKey()))
                .reduce((earlier, later) -> later)
                .map(run -> new Planned(run.getKey(), run.getValue()));
        return unfinished
                .or(() -> plans.entrySet().stream()
                        .reduce((earlier, later) -> later)
                        .map(run -> new Planned(run.getKey(), run.getValue())))
                .orElseThrow(() -> Problems.raise(LedgerProblems.unknownRun("")));
    }
}
