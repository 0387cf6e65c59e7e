package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Event;
import io.hindcast.ledger.TableCommit;
import io.hindcast.ledger.TableRef;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.ProblemException;
import io.hindcast.report.Background;
import io.hindcast.report.CodeChange;
import io.hindcast.report.WhyJson;
import io.hindcast.report.WhyText;
import io.hindcast.spark.Warehouses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells of one partition what it was built from and why it is, or is not, out of date. */
final class WhyCommand implements Command {

    private static final int MOST_COMMITS = 50;

    private final InstantSource clock;

    WhyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Subjects.OnePartition subject =
                Subjects.partition(workspace.warehouse(), arguments.subject().orElse(""));
        Planning planning = Planning.read(workspace);
        Plan plan = planning.plan(arguments, Request.everything(), List.of());
        Explanation why = new Explainer(workspace.warehouse(), planning.state(), plan)
                .explain(subject.asset(), subject.partition());
        Background background = new Background(
                commits(planning, subject.asset(), why),
                codeChanges(workspace, subject.asset(), why),
                reached(workspace.warehouse(), why));
        console.result(
                arguments.has(Option.JSON)
                        ? WhyJson.of(why, background)
                        : WhyText.of(why, background, workspace.typed(), console.width()));
        return ExitCode.DONE;
    }

    /** The commits that changed what it reads, as far as the logs still hold them. */
    private static Map<String, Map<Long, TableCommit>> commits(Planning planning, Asset asset, Explanation why) {
        Workspace workspace = planning.workspace();
        Map<String, Map<Long, TableCommit>> commits = new HashMap<>();
        for (Explanation.Read read : why.reads()) {
            String name = read.input().equals(Asset.SELF) ? asset.name() : read.input();
            TableRef table = Warehouses.table(workspace.warehouse(), name);
            List<Long> versions = read.changes().stream()
                    .flatMapToLong(change -> change.version().stream())
                    .boxed()
                    .toList();
            Map<Long, TableCommit> byVersion = new HashMap<>();
            // The latest say most, and each costs a look into the log.
            versions.stream()
                    .skip(Math.max(0, versions.size() - MOST_COMMITS))
                    .forEach(version -> commit(workspace, table, version)
                            .ifPresent(commit -> byVersion.put(version, staged(planning, table, commit))));
            commits.put(read.input(), byVersion);
        }
        return commits;
    }

    private static Optional<TableCommit> commit(Workspace workspace, TableRef table, long version) {
        try {
            return workspace.tables().commits(table, version - 1, version).stream()
                    .findFirst();
        } catch (ProblemException gone) {
            // The version is told all the same.
            return Optional.empty();
        }
    }

    /** A commit of ours that loaded files: the ledger knows who asked for it, its author is only the engine. */
    private static TableCommit staged(Planning planning, TableRef table, TableCommit commit) {
        return planning.entries().stream()
                .filter(entry -> entry.event() == Event.STAGED && entry.asset().equals(table.name()))
                .filter(entry -> entry.version().orElse(-1) == commit.version())
                .findFirst()
                .map(entry -> new TableCommit(
                        commit.version(),
                        commit.table(),
                        commit.at(),
                        "staged in run " + entry.run(),
                        entry.actor(),
                        commit.record(),
                        commit.changed(),
                        commit.nature()))
                .orElse(commit);
    }

    private static List<String> codeChanges(Workspace workspace, Asset asset, Explanation why) {
        if (why.build().isEmpty() || why.isSameCode()) {
            return List.of();
        }
        Build build = why.build().get();
        String[] fingerprint = build.fingerprint().split(":", 2);
        List<String> changes = new ArrayList<>();
        Optional<String> then = fingerprint.length < 2
                ? Optional.empty()
                : workspace.files().read("code/" + fingerprint[0] + "/" + fingerprint[1]);
        then.map(code -> CodeChange.between(code, asset.signature().canonicalCode()))
                .ifPresent(changes::addAll);
        changes.addAll(CodeChange.columns(build.columns(), asset.signature().columnFingerprints()));
        return changes;
    }

    /** What hangs on it through those that read it. */
    private static List<String> reached(Warehouse warehouse, Explanation why) {
        Set<String> direct = new HashSet<>();
        why.consumers().forEach(consumer -> direct.add(consumer.asset()));
        Set<String> reached = new LinkedHashSet<>();
        direct.forEach(name -> warehouse.downstreamOf(name).forEach(below -> reached.add(below.name())));
        return warehouse.assets().stream()
                .map(Asset::name)
                .filter(reached::contains)
                .filter(name -> !direct.contains(name) && !name.equals(why.asset()))
                .toList();
    }
}
