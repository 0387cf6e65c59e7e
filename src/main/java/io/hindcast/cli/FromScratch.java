package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.delta.OpenTables;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Request;
import io.hindcast.plan.Standing;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.proof.Rebuilt;
import io.hindcast.proof.Verdict;
import io.hindcast.proof.Verifiable;
import io.hindcast.run.Earlier;
import io.hindcast.run.Ending;
import io.hindcast.run.RunResult;
import io.hindcast.spark.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Builds the whole warehouse from staging alone into nothing, with other batches in another order, and compares. */
final class FromScratch {

    private final Workspace workspace;
    private final Arguments arguments;
    private final Stopping stopping;
    private final Console console;

    FromScratch(Workspace workspace, Arguments arguments, Stopping stopping, Console console) {
        this.workspace = workspace;
        this.arguments = arguments;
        this.stopping = stopping;
        this.console = console;
    }

    ExitCode run() {
        Optional<String> into = arguments.verifying().into();
        if (into.isPresent()) {
            return built(workspace.rootedAt(into.get()));
        }
        try {
            Path temporary = Files.createTempDirectory("hindcast-from-scratch-");
            try {
                return built(workspace.rootedAt(temporary.toString()));
            } finally {
                delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place to build from scratch", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ExitCode built(Workspace anew) {
        Instant began = workspace.clock().instant();
        Planning there = Planning.read(workspace);
        Map<Asset, Map<Standing, PartitionSet>> standings = Selected.standings(there, arguments);
        Optional<RunResult> result = build(anew);
        Planning built = Planning.read(anew);
        SparkSession session = Sessions.start(workspace.operator().spark());
        Rebuilt rebuilt = new Rebuilt(new OpenTables(session, workspace.clock()));
        List<Verified> verified = new ArrayList<>();
        standings.forEach((asset, sets) -> {
            PartitionSet fresh = sets.getOrDefault(Standing.FRESH, PartitionSet.empty(asset.partitioning()));
            Map<String, PartitionSet> others = new LinkedHashMap<>();
            sets.forEach((standing, set) -> {
                if (standing != Standing.FRESH) {
                    others.put(standing.word(), set);
                }
            });
            Asset other = anew.warehouse().asset(asset.name()).orElseThrow();
            Verdict verdict = rebuilt.compare(
                    new Rebuilt.Side(asset, there.state().asset(asset.name())),
                    new Rebuilt.Side(other, built.state().asset(asset.name())),
                    fresh,
                    result.map(run -> unbuilt(other, run)).orElse(Map.of()));
            VerifyCommand.remember(workspace, arguments, asset, verdict);
            verified.add(new Verified(
                    new Verifiable(asset, fresh, others), verdict, PartitionSet.empty(asset.partitioning())));
        });
        return new VerifyOutcome(there, verified).show("from scratch", began, arguments, console);
    }

    /** Why partitions of an asset were not built, as the run says. */
    private static Map<String, PartitionSet> unbuilt(Asset asset, RunResult run) {
        Map<String, PartitionSet> causes = new LinkedHashMap<>();
        run.setAside().stream()
                .filter(aside -> aside.asset().equals(asset.name()))
                .forEach(aside -> causes.merge(aside.failure().message(), aside.partitions(), PartitionSet::union));
        run.notRun().stream()
                .filter(notice -> notice.asset().equals(asset.name()))
                .forEach(notice -> causes.merge(notice.why(), notice.partitions(), PartitionSet::union));
        return causes;
    }

    private Optional<RunResult> build(Workspace anew) {
        // Another number of steps at once makes other batches, and the newest come first: another order.
        Arguments otherwise = arguments.conduct().parallel().isPresent()
                ? arguments
                : arguments.withParallel(workspace.settings().parallel(arguments) + 1);
        try (RunDesk desk = RunDesk.at(anew, Ids.run(workspace.clock().instant()), otherwise, stopping, console)) {
            LeasedPlan leased = LeasedPlan.of(
                    desk, () -> empty(anew), planning -> planning.plan(otherwise, everything(), List.of()));
            if (leased.plan().isEmpty()) {
                desk.finished(Ending.of(leased.plan()));
                return Optional.empty();
            }
            leased.planning().save(leased.plan(), Optional.empty());
            desk.planned(leased.plan());
            return Optional.of(new Execution(desk, leased.planning(), leased.plan(), Earlier.nothing())
                    .carriedOut(new Shown(otherwise, console)
                            .progress(workspace.clock().instant())));
        }
    }

    /** A root in which nothing was built yet. */
    private static Planning empty(Workspace anew) {
        Planning planning = Planning.read(anew);
        anew.warehouse().assets().stream()
                .filter(asset -> planning.state().asset(asset.name()).version() >= 0)
                .findFirst()
                .ifPresent(asset -> {
                    throw Problems.raise(UsageProblems.rootNotEmpty(
                            anew.warehouse().declaration().root(), asset.name()));
                });
        return planning;
    }

    private Request everything() {
        return Requests.of(arguments)
                .selecting(List.of())
                .forcingNothing()
                .followingDownstream()
                .going(Request.Direction.NEWEST_FIRST);
    }
}
