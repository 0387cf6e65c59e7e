package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.PurityRule;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ReadProblems;
import io.hindcast.spark.StepReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what a step read against what its asset declares. Knows nothing of how it was seen. */
public final class ReadJudgement {

    private static final int LONGEST = 200;

    private ReadJudgement() {}

    /**
     * What is wrong with it: undeclared tables first, then versions, then partitions.
     *
     * @param targets the partitions that were computed
     * @param pinned input to the version that the job was given; an input whose rows are no table's is not there
     */
    public static Optional<Problem> problem(
            Asset asset, PartitionSet targets, Map<String, InputRead> pinned, StepReads reads) {
        if (!reads.own().isEmpty()) {
            return Optional.of(ReadProblems.ownTable(asset.name(), reads.own()));
        }
        boolean meant = asset.declaration().allows().containsKey(PurityRule.OUTSIDE_READ);
        if (!reads.others().isEmpty() && !meant) {
            return Optional.of(ReadProblems.undeclared(
                    asset.name(),
                    reads.others(),
                    asset.inputs().stream().map(Asset.Input::name).toList()));
        }
        for (Map.Entry<String, StepReads.OfInput> read : reads.inputs().entrySet()) {
            Optional<Problem> problem = problem(asset, targets, pinned, read.getKey(), read.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(
            Asset asset, PartitionSet targets, Map<String, InputRead> pinned, String input, StepReads.OfInput read) {
        InputRead given = pinned.get(input);
        return given == null
                ? partitions(asset, targets, input, read.read())
                        .or(() -> Optional.of(ReadProblems.besideGivenRows(
                                asset.name(),
                                input,
                                read.versions().stream()
                                        .map(ReadJudgement::version)
                                        .toList())))
                : version(asset, input, read, given.version()).or(() -> partitions(asset, targets, input, read.read()));
    }

    private static Optional<Problem> version(Asset asset, String input, StepReads.OfInput read, long pinned) {
        List<String> wrong = new ArrayList<>();
        read.versions().stream().filter(version -> version != pinned).forEach(version -> wrong.add(version(version)));
        read.others().forEach(file -> wrong.add("a file that version " + pinned + " does not have: " + file));
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(ReadProblems.otherVersion(asset.name(), input, wrong, pinned));
    }

    private static String version(long version) {
        return "version " + version;
    }

    private static Optional<Problem> partitions(Asset asset, PartitionSet targets, String name, PartitionSet read) {
        Asset.Input input = input(asset, name);
        PartitionSet mapped = mapped(input, targets);
        PartitionSet outside = read.minus(mapped);
        return outside.isEmpty()
                ? Optional.empty()
                : Optional.of(ReadProblems.outsideMapping(
                        asset.name(),
                        shortened(targets),
                        name,
                        shortened(outside),
                        input.description() + ": " + (mapped.isEmpty() ? "none" : shortened(mapped))));
    }

    private static Asset.Input input(Asset asset, String name) {
        return name.equals(Asset.SELF)
                ? asset.ownPartitions().orElseThrow()
                : asset.inputs().stream()
                        .filter(input -> input.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no input " + name + " of " + asset.name()));
    }

    /** The partitions of an input that a job is shown; of its own it is never shown those that it computes. */
    private static PartitionSet mapped(Asset.Input input, PartitionSet targets) {
        PartitionSet mapped = input.readBy(targets);
        return input.name().equals(Asset.SELF) ? mapped.minus(targets) : mapped;
    }

    private static String shortened(PartitionSet set) {
        String text = set.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
