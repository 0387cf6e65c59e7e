package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Job;
import io.hindcast.asset.Tighter;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.BatchRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.run.Hint;
import io.hindcast.spark.JobPlan;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.StepReads;
import io.hindcast.spark.StepReads.Grade;
import io.hindcast.spark.StepReads.OfInput;
import io.hindcast.spark.StepReads.Sight;
import io.hindcast.spark.StepScrutiny;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets nothing be committed that was computed from anything but what is declared, and remembers what was read, so that
 * declarations that say too much can be told at the end of a run. For one run.
 */
public final class ObservedReads implements StepScrutiny {

    /** Fewer partitions tell nothing of an input that they did not need. */
    private static final long LEAST = 3;

    private final Map<String, OfAsset> assets = new TreeMap<>();

    /** What the steps of an asset read; a step that is tried again counts once. */
    private record OfAsset(Asset asset, Map<String, Batch> steps) {}

    private record Batch(PartitionSet targets, StepReads reads) {}

    @Override
    public Optional<Failure> refusal(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> misreading(Attempt attempt, Map<String, InputRead> inputs, StepReads reads) {
        Optional<Failure> failure = ReadJudgement.problem(attempt.asset(), attempt.partitions(), inputs, reads)
                .map(problem -> Failure.of(Failure.Kind.PERMANENT, problem));
        if (failure.isEmpty()) {
            remember(attempt, reads);
        }
        return failure;
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt,
            JobPlan plan,
            Map<String, InputRead> inputs,
            Written written,
            Recomputation recomputation) {
        return Optional.empty();
    }

    private synchronized void remember(Attempt attempt, StepReads reads) {
        assets.computeIfAbsent(attempt.asset().name(), name -> new OfAsset(attempt.asset(), new TreeMap<>()))
                .steps()
                .put(attempt.step(), new Batch(attempt.partitions(), reads));
    }

    /**
     * What declarations say of inputs that no step of theirs needed; one for an asset and input at most.
     *
     * @param except names of assets of which not all was committed: what was not may have needed more
     */
    public synchronized List<Hint> hints(Set<String> except) {
        List<Hint> hints = new ArrayList<>();
        assets.forEach((name, each) -> {
            if (!except.contains(name)) {
                hints.addAll(hints(each.asset(), each.steps().values()));
            }
        });
        return hints;
    }

    private static List<Hint> hints(Asset asset, Collection<Batch> batches) {
        boolean clear = batches.stream().allMatch(batch -> batch.reads().sight() == Sight.CLEAR);
        // A batch that was halved counts once.
        long targets = PartitionSet.unionAll(
                        asset.partitioning(),
                        batches.stream().map(Batch::targets).toList())
                .count();
        if (!clear || targets < LEAST) {
            return List.of();
        }
        List<Asset.Input> inputs = new ArrayList<>(asset.inputs());
        asset.ownPartitions().ifPresent(inputs::add);
        List<Hint> hints = new ArrayList<>();
        for (Asset.Input input : inputs) {
            hint(asset, input, batches, targets).ifPresent(hints::add);
        }
        return hints;
    }

    private static Optional<Hint> hint(Asset asset, Asset.Input input, Collection<Batch> batches, long targets) {
        List<BatchRead> reads = new ArrayList<>();
        for (Batch batch : batches) {
            Optional<OfInput> read = Optional.ofNullable(batch.reads().inputs().get(input.name()));
            if (read.filter(of -> of.grade() != Grade.EXACT).isPresent()) {
                return Optional.empty();
            }
            read.ifPresent(of -> reads.addAll(of.reads(batch.targets())));
        }
        if (reads.isEmpty()
                && batches.stream().anyMatch(batch -> batch.reads().planned().contains(input.name()))) {
            return Optional.empty();
        }
        return reads.isEmpty()
                ? Optional.of(neverRead(asset, input, targets))
                : Tighter.of(asset, input, reads).map(tighter -> readLess(asset, input, targets, tighter));
    }

    private static Hint neverRead(Asset asset, Asset.Input input, long targets) {
        String remove = asset.declaration().job() instanceof Job.JavaJob
                ? "take " + input.name() + " out of inputs"
                : "take " + input.name() + " out of the SELECT";
        return new Hint(
                asset.name(), input.name(), "never read, in " + Counts.of(targets, "partition") + " computed", remove);
    }

    private static Hint readLess(Asset asset, Asset.Input input, long targets, Tighter tighter) {
        return new Hint(
                asset.name(),
                input.name(),
                "declared is " + input.description() + "; only " + tighter.description() + " was used, in "
                        + Counts.of(targets, "partition") + " computed",
                tighter.declaration());
    }
}
