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
import io.hindcast.proof.OtherBatches.Reach;
import io.hindcast.retry.Failure;
import io.hindcast.run.Attempt;
import io.hindcast.spark.JobPlan;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.StepScrutiny;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing of new code be committed before partitions of its first batch were computed in other batches ({@link
 * OtherBatches}) and came out the same, unless its plan shows that they must ({@link BatchProof}). That is done once for
 * each code, and once more when its first batch was small and one comes that can tell more: its fingerprint is remembered
 * beside the tables.
 */
public final class BatchIndependence implements StepScrutiny {

    private static final Logger LOG = LoggerFactory.getLogger(BatchIndependence.class);

    private static final int EXAMPLES = 10;

    /** What stands after the word that is remembered. */
    private static final Map<Reach, String> OF = Map.of(Reach.FEW, " of few", Reach.MANY, " of many");

    /** More than that no batch can tell. */
    private static final Reach MOST = Reach.EDGED;

    private final WarehouseFiles files;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final Map<String, Told> known = new ConcurrentHashMap<>();

    /**
     * For the runs of one warehouse.
     *
     * @param files where what was found is remembered
     */
    public BatchIndependence(WarehouseFiles files) {
        this.files = files;
    }

    /** What is known of a code, from a batch that could tell so much. */
    private record Told(Reach reach, Optional<Failure> failure) {

        boolean isEnoughFor(Reach batch) {
            return failure.isPresent() || reach.compareTo(batch) >= 0;
        }
    }

    @Override
    public Optional<Failure> refusal(Attempt attempt) {
        return Optional.ofNullable(known.get(fingerprint(attempt))).flatMap(Told::failure);
    }

    @Override
    public Optional<Failure> objection(
            Attempt attempt,
            JobPlan plan,
            Map<String, InputRead> inputs,
            Written written,
            Recomputation recomputation) {
        String fingerprint = fingerprint(attempt);
        Optional<Told> settled = Optional.ofNullable(known.get(fingerprint)).filter(told -> told.isEnoughFor(MOST));
        if (settled.isPresent()) {
            return settled.get().failure();
        }
        if (BatchProof.holds(attempt.asset(), plan)) {
            known.put(fingerprint, new Told(MOST, Optional.empty()));
            return Optional.empty();
        }
        OtherBatches others = new OtherBatches(attempt.asset(), attempt.partitions(), filled(written));
        if (others.all().isEmpty()) {
            return refusal(attempt);
        }
        // Other steps of the asset wait for the first of them: nothing of it may be committed before.
        Lock lock = locks.computeIfAbsent(fingerprint, any -> new ReentrantLock());
        boolean held = isOurTurn(lock, attempt);
        try {
            Told told = told(fingerprint)
                    .filter(known -> known.isEnoughFor(others.reach()))
                    .orElseGet(() ->
                            new Told(others.reach(), look(new Look(attempt, inputs, recomputation), others, written)));
            known.put(fingerprint, told);
            return told.failure();
        } finally {
            if (held) {
                lock.unlock();
            }
        }
    }

    /** Whoever tries again does not wait, but looks itself: what it would wait for may be an earlier attempt that hangs. */
    private static boolean isOurTurn(Lock lock, Attempt attempt) {
        if (attempt.number() > 1) {
            return lock.tryLock();
        }
        try {
            lock.lockInterruptibly();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to end while another step of the asset looked at batches", e);
        }
    }

    private static List<Partition> filled(Written written) {
        return written.contents().entrySet().stream()
                .filter(each -> each.getValue().hash().rows() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<Told> told(String fingerprint) {
        return Optional.ofNullable(known.get(fingerprint))
                .or(() -> files.read(file(fingerprint)).map(word -> new Told(reach(word), Optional.empty())));
    }

    /** How much was told; all of it where nothing is said of that. */
    private static Reach reach(String remembered) {
        return OF.entrySet().stream()
                .filter(each -> remembered.strip().endsWith(each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(MOST);
    }

    private static String fingerprint(Attempt attempt) {
        return attempt.asset().signature().fingerprint();
    }

    private static String file(String fingerprint) {
        return "independent/" + fingerprint.replace(':', '/');
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

    private Optional<Failure> look(Look look, OtherBatches others, Written written) {
        Finding worst = Finding.INDEPENDENT;
        for (PartitionSet part : others.all()) {
            Finding finding = look(look, part, written);
            if (finding.failure().isPresent()) {
                return finding.failure();
            }
            if (finding.equals(Finding.UNREPEATABLE) || finding.equals(Finding.ALLOWED)) {
                // What other parts would tell is not known, or not meant.
                return remembered(look, finding, MOST);
            }
            worst = finding.equals(Finding.INDEPENDENT) ? worst : finding;
        }
        return remembered(look, worst, others.reach());
    }

    /**
     * What came of looking.
     *
     * @param word by which it is remembered
     * @param failure why nothing may be committed
     */
    private record Finding(String word, Optional<Failure> failure) {

        private static final Finding INDEPENDENT = new Finding("independent", Optional.empty());
        private static final Finding ROUNDING = new Finding("rounding", Optional.empty());
        private static final Finding UNREPEATABLE = new Finding("unrepeatable", Optional.empty());
        private static final Finding ALLOWED = new Finding("allowed", Optional.empty());
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
            return Finding.UNREPEATABLE;
        }
        PartitionSet batch = look.attempt().partitions();
        if (alone.outside().isEmpty()
                && differing(part, look.computed(batch, Grade.ROUNDED), look.computed(part, Grade.ROUNDED))
                        .isEmpty()) {
            LOG.warn(
                    "floating numbers of {} differ in their last digits between batches",
                    look.attempt().asset().name());
            return Finding.ROUNDING;
        }
        if (isMeant(look.attempt().asset())) {
            LOG.warn(
                    "the rows of {} depend on the batch, and its author allows for more",
                    look.attempt().asset().name());
            return Finding.ALLOWED;
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

    private Optional<Failure> remembered(Look look, Finding finding, Reach reach) {
        files.write(file(fingerprint(look.attempt())), finding.word() + OF.getOrDefault(reach, "") + "\n");
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
