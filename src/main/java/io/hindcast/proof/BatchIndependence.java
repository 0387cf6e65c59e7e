package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.asset.PurityRule;
import io.hindcast.content.ContentHash;
import io.hindcast.delta.Recomputed.Examples;
import io.hindcast.delta.Recomputed.Grade;
import io.hindcast.delta.WarehouseFiles;
import io.hindcast.delta.Written;
import io.hindcast.ledger.InputRead;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.problem.ProofProblems;
import io.hindcast.run.Attempt;
import io.hindcast.run.Failure;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.StepScrutiny;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing of new code be committed before partitions of its first batch were computed in other batches and came out
 * the same: of a small batch each alone; of a large one that in the middle alone, and some that are no neighbours
 * together. That is done once for each code: its fingerprint is remembered beside the tables. Of partitions that carry a
 * state from one to the next, the first half of the batch is computed.
 */
public final class BatchIndependence implements StepScrutiny {

    private static final Logger LOG = LoggerFactory.getLogger(BatchIndependence.class);

    private static final int EXAMPLES = 10;

    /** Each of so many is computed alone; of more it would cost as much as the batch, many times. */
    private static final int FEW = 4;

    private final WarehouseFiles files;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Optional<Failure>> known = new ConcurrentHashMap<>();

    /**
     * For the runs of one warehouse.
     *
     * @param files where what was found is remembered
     */
    public BatchIndependence(WarehouseFiles files) {
        this.files = files;
    }

    @Override
    public Optional<Failure> refusal(Attempt attempt) {
        return known.getOrDefault(fingerprint(attempt), Optional.empty());
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt, Map<String, InputRead> inputs, Written written, Recomputation recomputation) {
        String fingerprint = fingerprint(attempt);
        List<PartitionSet> parts = parts(attempt.asset(), attempt.partitions(), written.contents());
        if (parts.isEmpty()) {
            return refusal(attempt);
        }
        // Other steps of the asset wait for the first of them: nothing of it may be committed before.
        synchronized (locks.computeIfAbsent(fingerprint, any -> new Object())) {
            Optional<Failure> told = known.get(fingerprint);
            if (told == null) {
                told = files.read(file(fingerprint)).isPresent()
                        ? Optional.empty()
                        : look(new Look(attempt, inputs, recomputation), parts, written);
                known.put(fingerprint, told);
            }
            return told;
        }
    }

    private static String fingerprint(Attempt attempt) {
        return attempt.asset().signature().fingerprint();
    }

    private static String file(String fingerprint) {
        return "independent/" + fingerprint.replace(':', '/');
    }

    /**
     * The other batches. The one in the middle has neighbours on both sides, but may be right by chance: a sum since the
     * first of the month is, on the first of a month.
     */
    private static List<PartitionSet> parts(
            Asset asset, PartitionSet batch, SortedMap<Partition, Written.Content> contents) {
        if (asset.isChained()) {
            return batch.halves().map(PartitionSet.Halves::first).stream().toList();
        }
        List<Partition> filled = contents.entrySet().stream()
                .filter(each -> each.getValue().hash().rows() > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (contents.size() < 2 || filled.isEmpty()) {
            return List.of();
        }
        List<PartitionSet> all = filled.stream()
                .map(each -> PartitionSet.of(asset.partitioning(), each))
                .toList();
        if (all.size() <= FEW) {
            return all;
        }
        int last = all.size() - 1;
        List<PartitionSet> spread =
                Stream.of(0, last / 4, last * 3 / 4, last).map(all::get).toList();
        return List.of(all.get(all.size() / 2), PartitionSet.unionAll(asset.partitioning(), spread));
    }

    /** What is looked at. */
    private record Look(Attempt attempt, Map<String, InputRead> inputs, Recomputation recomputation) {

        Written computed(PartitionSet partitions, Grade grade) {
            return recomputation.contents(attempt.asset(), partitions, inputs, grade);
        }

        Examples examples(PartitionSet part) {
            return recomputation.betweenBatches(attempt.asset(), attempt.partitions(), part, inputs, EXAMPLES);
        }
    }

    private Optional<Failure> look(Look look, List<PartitionSet> parts, Written written) {
        for (PartitionSet part : parts) {
            Finding finding = look(look, part, written);
            if (finding.failure().isPresent()) {
                return finding.failure();
            }
            if (!finding.equals(Finding.INDEPENDENT)) {
                // More would be found in the next part, and no more is meant.
                return remembered(look, finding.word());
            }
        }
        return remembered(look, Finding.INDEPENDENT.word());
    }

    /**
     * What came of looking.
     *
     * @param word by which it is remembered
     * @param failure why nothing may be committed
     */
    private record Finding(String word, Optional<Failure> failure) {

        private static final Finding INDEPENDENT = new Finding("independent", Optional.empty());

        static Finding tolerated(String word) {
            return new Finding(word, Optional.empty());
        }
    }

    private static Finding look(Look look, PartitionSet part, Written written) {
        Written alone = look.computed(part, Grade.EXACT);
        Optional<Partition> different = differing(part, written, alone);
        if (different.isEmpty() && alone.outside().isEmpty()) {
            return Finding.INDEPENDENT;
        }
        if (differing(part, alone, look.computed(part, Grade.EXACT)).isPresent()) {
            LOG.warn(
                    "{} does not give the same rows twice",
                    look.attempt().asset().name());
            return Finding.tolerated("unrepeatable");
        }
        PartitionSet batch = look.attempt().partitions();
        if (alone.outside().isEmpty()
                && differing(part, look.computed(batch, Grade.ROUNDED), look.computed(part, Grade.ROUNDED))
                        .isEmpty()) {
            LOG.warn(
                    "floating numbers of {} differ in their last digits between batches",
                    look.attempt().asset().name());
            return Finding.tolerated("rounding");
        }
        if (isMeant(look.attempt().asset())) {
            LOG.warn(
                    "the rows of {} depend on the batch, and its author allows for more",
                    look.attempt().asset().name());
            return Finding.tolerated("allowed");
        }
        List<String> columns = different
                .map(each -> Discrepancies.between(hash(written, each), hash(alone, each)))
                .orElseGet(() -> List.of("(" + Counts.of(alone.outside().rows(), "row") + " outside the batch)"));
        return dependent(look, part, columns);
    }

    private static Finding dependent(Look look, PartitionSet part, List<String> columns) {
        Examples examples = look.examples(part);
        return new Finding(
                "dependent",
                Optional.of(Failure.of(
                        Failure.Kind.PERMANENT,
                        ProofProblems.dependsOnBatch(
                                look.attempt().asset().name(),
                                part.toString(),
                                columns,
                                examples.table(),
                                examples.computed()))));
    }

    /** Whoever means what is left to chance anyway is told by verify; sums of floating numbers are no excuse. */
    private static boolean isMeant(Asset asset) {
        return asset.declaration().allows().keySet().stream().anyMatch(rule -> rule != PurityRule.FLOATING_SUM);
    }

    private Optional<Failure> remembered(Look look, String word) {
        files.write(file(fingerprint(look.attempt())), word + "\n");
        return Optional.empty();
    }

    private static Optional<Partition> differing(PartitionSet part, Written one, Written other) {
        return part.partitions()
                .filter(each -> !hash(one, each).hash().equals(hash(other, each).hash()))
                .findFirst();
    }

    private static ContentHash hash(Written written, Partition partition) {
        return Optional.ofNullable(written.contents().get(partition))
                .orElseThrow(() -> new IllegalStateException("computed without " + partition))
                .hash();
    }
}
