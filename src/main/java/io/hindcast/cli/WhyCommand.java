package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.AssetHistory;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.TableCommit;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Commits;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.RangeExplainer;
import io.hindcast.plan.RangeExplanation;
import io.hindcast.plan.Request;
import io.hindcast.plan.Trace;
import io.hindcast.problem.ExitCode;
import io.hindcast.report.Background;
import io.hindcast.report.CodeChange;
import io.hindcast.report.RangeJson;
import io.hindcast.report.RangeText;
import io.hindcast.report.WhyJson;
import io.hindcast.report.WhyText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells of partitions what they were built from and why they are, or are not, out of date. */
final class WhyCommand implements Command {

    /** Of one input or cause; the latest say most. */
    private static final int MOST_COMMITS = 50;

    private final InstantSource clock;

    WhyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Planning planning = Planning.look(workspace);
        Plan plan = planning.plan(arguments, Request.everything(), List.of());
        Subjects.Range subject =
                Subjects.range(workspace.warehouse(), arguments.subject().orElse(""), plan.now());
        Commits commits = new TableCommits(planning);
        RangeExplainer ranges = new RangeExplainer(workspace.warehouse(), planning.state(), plan, commits);
        if (subject.isOne()) {
            Explanation why = new Explainer(workspace.warehouse(), planning.state(), plan)
                    .explain(
                            subject.asset(),
                            subject.partitions().partitions().findFirst().orElseThrow());
            Background background = background(planning, subject, why, ranges, commits);
            console.result(
                    arguments.has(Option.JSON)
                            ? WhyJson.of(why, background)
                            : WhyText.of(why, background, workspace.typed(), console.width()));
            return ExitCode.DONE;
        }
        RangeExplanation why = ranges.explain(subject.asset(), subject.partitions());
        Background background = background(planning, subject.asset(), why, commits);
        console.result(
                arguments.has(Option.JSON)
                        ? RangeJson.of(why, background)
                        : RangeText.of(why, background, console.width()));
        return ExitCode.DONE;
    }

    private static Background background(
            Planning planning, Subjects.Range subject, Explanation why, RangeExplainer ranges, Commits commits) {
        Trace trace = ranges.trace(subject.asset(), subject.partitions());
        Map<String, Map<Long, TableCommit>> behind = behind(trace.causes(), commits);
        for (Explanation.Read read : why.reads()) {
            String table = read.input().equals(Asset.SELF) ? subject.asset().name() : read.input();
            List<Long> versions = read.changes().stream()
                    .flatMapToLong(change -> change.version().stream())
                    .boxed()
                    .toList();
            lookUp(table, versions, commits, behind.computeIfAbsent(read.input(), name -> new HashMap<>()));
        }
        List<String> changes = why.build()
                .filter(build -> !why.isSameCode())
                .map(build -> codeChanges(planning.workspace(), subject.asset(), build))
                .orElse(List.of());
        return new Background(
                behind,
                changes,
                reached(planning.workspace().warehouse(), why),
                trace,
                ranges.follows(subject.asset(), subject.partitions()),
                overwritten(planning, subject.asset(), subject.partitions()));
    }

    private static Background background(Planning planning, Asset asset, RangeExplanation why, Commits commits) {
        List<String> changes = why.groups().stream()
                .flatMap(group -> group.built().keySet().stream())
                .filter(build -> !why.job().isOf(build.fingerprint()))
                .findFirst()
                .map(build -> codeChanges(planning.workspace(), asset, build))
                .orElse(List.of());
        return new Background(
                behind(why.trace().causes(), commits),
                changes,
                List.of(),
                why.trace(),
                why.follows(),
                overwritten(planning, asset, why.partitions()));
    }

    /** What we had built where others wrote since: the state knows only them, and the ledger both. */
    private static Map<Build, PartitionSet> overwritten(Planning planning, Asset asset, PartitionSet asked) {
        AssetState state = planning.state().asset(asset.name());
        PartitionSet foreign = state.foreign().covered().intersect(asked);
        if (foreign.isEmpty()) {
            return Map.of();
        }
        List<Entry> entries = ofAsset(planning.ledger().entries(), asset);
        Map<Build, PartitionSet> builds = new AssetHistory(asset.partitioning(), entries, state.table())
                .ownBuilds(ofAsset(planning.recovered(), asset))
                .restrictedTo(foreign)
                .groups();
        Map<Build, PartitionSet> latestFirst = new LinkedHashMap<>();
        builds.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Build, PartitionSet> build) ->
                                build.getKey().version())
                        .reversed())
                .forEach(build -> latestFirst.put(build.getKey(), build.getValue()));
        return latestFirst;
    }

    private static List<Entry> ofAsset(List<Entry> entries, Asset asset) {
        return entries.stream()
                .filter(entry -> entry.asset().equals(asset.name()))
                .toList();
    }

    /** The commits behind causes, by table and version, as far as the logs still hold them. */
    private static Map<String, Map<Long, TableCommit>> behind(Collection<Trace.Cause> causes, Commits commits) {
        Map<String, Map<Long, TableCommit>> behind = new HashMap<>();
        causes.forEach(cause -> lookUp(
                cause.table(),
                cause.versions(),
                commits,
                behind.computeIfAbsent(cause.table(), table -> new HashMap<>())));
        return behind;
    }

    private static void lookUp(String table, List<Long> versions, Commits commits, Map<Long, TableCommit> found) {
        versions.stream()
                .skip(Math.max(0, versions.size() - MOST_COMMITS))
                .forEach(version -> commits.commit(table, version).ifPresent(commit -> found.put(version, commit)));
    }

    private static List<String> codeChanges(Workspace workspace, Asset asset, Build build) {
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
