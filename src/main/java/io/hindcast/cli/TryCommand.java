package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.content.ContentHash;
import io.hindcast.delta.Trial;
import io.hindcast.ledger.AssetState;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Explainer;
import io.hindcast.plan.Explanation;
import io.hindcast.plan.Plan;
import io.hindcast.plan.Request;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problems;
import io.hindcast.problem.TrialProblems;
import io.hindcast.proof.DescribedPurity;
import io.hindcast.proof.ReadJudgement;
import io.hindcast.proof.StaticPurity;
import io.hindcast.report.TriedPartition;
import io.hindcast.spark.Sessions;
import io.hindcast.spark.Trials;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shows the rows of one partition as a run would make them now. Takes no lease, since it writes nothing. */
final class TryCommand implements Command {

    private static final int SHOWN = 20;

    private final InstantSource clock;

    TryCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        Workspace workspace = Workspace.open(arguments.warehouse(), clock);
        Subjects.OnePartition subject =
                Subjects.partition(workspace.warehouse(), arguments.subject().orElse(""));
        Asset asset = subject.asset();
        Planning planning = Planning.read(workspace);
        Plan plan = planning.plan(arguments, Request.everything(), List.of());
        Explanation why =
                new Explainer(workspace.warehouse(), planning.state(), plan).explain(asset, subject.partition());
        requirePartition(asset, why, plan);
        Map<String, InputRead> inputs = inputs(workspace, planning.state(), asset, why);
        PartitionSet one = PartitionSet.of(asset.partitioning(), subject.partition());
        Trials trials = new Trials(
                Sessions.start(workspace.operator().spark()),
                workspace.warehouse(),
                workspace.clock(),
                new DescribedPurity(new StaticPurity()));
        Trials.Tried seen =
                trials.of(asset, one, inputs, arguments.conduct().most().orElse(SHOWN));
        ReadJudgement.problem(asset, one, inputs, seen.reads()).ifPresent(problem -> {
            throw Problems.raise(problem);
        });
        TriedPartition tried = tried(why, one, seen.trial(), missing(workspace, planning.state(), why));
        console.result(arguments.has(Option.JSON) ? tried.json() : tried.text(console.width()));
        return tried.isRefused() ? ExitCode.QUARANTINED : ExitCode.DONE;
    }

    private static void requirePartition(Asset asset, Explanation why, Plan plan) {
        PartitionSet extent = asset.partitioning().extent(plan.now());
        if (!extent.contains(why.partition())) {
            throw Problems.raise(TrialProblems.noPartition(
                    asset.name(), why.partition().toString(), extent.isEmpty() ? "none yet" : extent.toString()));
        }
    }

    /** Everything as it stands now. */
    private static Map<String, InputRead> inputs(
            Workspace workspace, WarehouseState state, Asset asset, Explanation why) {
        Map<String, InputRead> inputs = new TreeMap<>();
        for (Explanation.Read read : why.reads()) {
            boolean isSelf = read.input().equals(Asset.SELF);
            long version = state.versionOf(isSelf ? asset.name() : read.input());
            if (version < 0) {
                boolean isSource = workspace.warehouse().isSource(read.input());
                throw Problems.raise(TrialProblems.nothingToRead(
                        why.asset() + "@" + why.partition(),
                        isSelf ? "its own earlier partitions" : read.input(),
                        isSource
                                ? "load it with hindcast stage " + workspace.typed()
                                : "build it first: hindcast run " + workspace.typed() + " --select '+" + why.asset()
                                        + "@" + why.partition() + "'"));
            }
            inputs.put(read.input(), InputRead.of(version));
        }
        return inputs;
    }

    /** What would be read and is not there. */
    private static Map<String, PartitionSet> missing(Workspace workspace, WarehouseState state, Explanation why) {
        Map<String, PartitionSet> missing = new TreeMap<>();
        for (Explanation.Read read : why.reads()) {
            PartitionSet lacking = read.lacking();
            if (!workspace.warehouse().isSource(read.input())) {
                AssetState own = state.asset(read.input().equals(Asset.SELF) ? why.asset() : read.input());
                PartitionSet there = own.builds()
                        .covered()
                        .minus(own.expired())
                        .union(own.foreign().covered());
                lacking = read.partitions().minus(there);
            }
            if (!lacking.isEmpty()) {
                missing.put(read.input(), lacking);
            }
        }
        return missing;
    }

    private static TriedPartition tried(
            Explanation why, PartitionSet one, Trial trial, Map<String, PartitionSet> missing) {
        ContentHash hash = hash(trial, why.partition());
        Optional<String> outside = trial.written().outside().isEmpty()
                ? Optional.empty()
                : Optional.of(Counts.of(trial.written().outside().rows(), "row")
                        + " outside the partition, for instance with "
                        + trial.written().outside().examples().get(0).values());
        return new TriedPartition(
                why.asset(),
                one,
                trial.columns(),
                trial.rows(),
                hash.rows(),
                outside,
                hash.hash(),
                trial.checks(),
                trial.failures().stream().map(Object::toString).toList(),
                why.foreign().isPresent() ? Optional.empty() : why.content().map(content -> there(content, hash)),
                missing);
    }

    private static ContentHash hash(Trial trial, Partition partition) {
        return Optional.ofNullable(trial.written().contents().get(partition))
                .orElseThrow(() -> new IllegalStateException("tried without " + partition))
                .hash();
    }

    private static TriedPartition.There there(CommitRecord.Content content, ContentHash hash) {
        List<String> differing = hash.hashes().entrySet().stream()
                .filter(column -> !column.getValue().equals(content.hashes().get(column.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return new TriedPartition.There(content.rows(), content.hash(), differing);
    }
}
