package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.content.ContentHash;
import io.hindcast.delta.Recomputed;
import io.hindcast.delta.Written;
import io.hindcast.ledger.CommitRecord;
import io.hindcast.ledger.InputRead;
import io.hindcast.ledger.WarehouseState;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionSet;
import io.hindcast.problem.Counts;
import io.hindcast.problem.Problem;
import io.hindcast.problem.ProblemException;
import io.hindcast.retry.Failure;
import io.hindcast.spark.Recomputation;
import io.hindcast.spark.RowsCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Computes partitions again from what they were built from, in other batches and under other circumstances, and
 * compares with what their commits recorded. Writes nothing.
 */
public final class Verification {

    private static final int EXAMPLES = 10;

    private final Recomputation recomputation;
    private final WarehouseState state;
    private final BooleanSupplier goingOn;
    private final RowsCheck purity = new DescribedPurity(new StaticPurity());

    /**
     * Of the partitions of one warehouse.
     *
     * @param state as it stands
     * @param goingOn asked before each batch
     */
    public Verification(Recomputation recomputation, WarehouseState state, BooleanSupplier goingOn) {
        this.recomputation = recomputation;
        this.state = state;
        this.goingOn = goingOn;
    }

    /** Verifies partitions of one asset. Runs Spark jobs. */
    public Verdict of(Verifiable subject) {
        Gathering gathering = new Gathering(subject.asset());
        subject.byInputs(state.asset(subject.asset().name()).builds())
                .forEach((inputs, set) ->
                        Cuts.of(subject.asset(), set).forEach(batch -> look(gathering, batch, inputs)));
        return gathering.verdict();
    }

    private void look(Gathering gathering, PartitionSet batch, Map<String, InputRead> recorded) {
        if (!goingOn.getAsBoolean()) {
            gathering.left = gathering.left.union(batch);
            return;
        }
        Asset asset = gathering.asset;
        Optional<String> other = recorded.entrySet().stream()
                .filter(read -> state.isOtherTable(table(asset, read.getKey()), read.getValue()))
                .map(read -> table(asset, read.getKey()) + " is another table by now")
                .findFirst();
        if (other.isPresent()) {
            gathering.untold(other.get(), batch);
            return;
        }
        try {
            compare(gathering, batch, recorded);
        } catch (ProblemException gone) {
            lookAtNewest(gathering, batch, recorded, gone);
        }
    }

    /** Versions may be gone while what was read of them is still there. */
    private void lookAtNewest(
            Gathering gathering, PartitionSet batch, Map<String, InputRead> recorded, ProblemException gone) {
        Asset asset = gathering.asset;
        String why = gone.problems().get(0).why();
        Map<String, InputRead> newest = new TreeMap<>();
        for (Map.Entry<String, InputRead> read : recorded.entrySet()) {
            String table = table(asset, read.getKey());
            if (hasChanged(asset, read.getKey(), read.getValue(), batch)) {
                gathering.untold(why + "; and " + table + " has changed since", batch);
                return;
            }
            newest.put(read.getKey(), InputRead.of(state.versionOf(table)));
        }
        try {
            compare(gathering, batch, newest);
        } catch (ProblemException e) {
            gathering.untold(e.problems().get(0).why(), batch);
        }
    }

    private static String table(Asset asset, String input) {
        return input.equals(Asset.SELF) ? asset.name() : input;
    }

    /** Whether what a batch reads of an input is not what it was; which columns of it changed does not count here. */
    private boolean hasChanged(Asset asset, String input, InputRead read, PartitionSet batch) {
        return asset.inputs().stream()
                .filter(each -> each.name().equals(input))
                .map(each -> each.isAsOfLoads()
                        ? state.readersOfChanges(asset, each, read).intersects(batch)
                        : state.changedSince(input, read).intersects(each.readBy(batch)))
                .findFirst()
                .orElseGet(() -> state.changedSince(asset.name(), read).intersects(asset.readOfItself(batch)));
    }

    private void compare(Gathering gathering, PartitionSet batch, Map<String, InputRead> inputs) {
        Asset asset = gathering.asset;
        Recomputation.Observed observed = recomputation.observed(asset, batch, inputs, purity);
        Optional<Problem> wrong = observed.impure().stream()
                .findFirst()
                .or(() -> ReadJudgement.problem(asset, batch, inputs, observed.reads()));
        if (wrong.isPresent()) {
            // Whatever came out, it is not what follows from the recorded versions alone.
            gathering.untold(Failure.text(wrong.get()), batch);
            return;
        }
        Written written = observed.written();
        Verdict before = gathering.verdict();
        written.contents()
                .forEach((partition, content) ->
                        gathering.add(partition, there(asset, partition), content.hash(), written.outside()));
        PartitionSet differing = gathering.verdict().differing().minus(before.differing());
        if (!differing.isEmpty() && gathering.examples.equals(Recomputed.Examples.NONE)) {
            gathering.examples = recomputation.examples(asset, batch, differing, inputs, EXAMPLES);
        }
    }

    private CommitRecord.Content there(Asset asset, Partition partition) {
        return state.asset(asset.name())
                .contents()
                .at(partition)
                .orElseThrow(() -> new IllegalStateException("built without content: " + partition));
    }

    /** What is known so far. */
    private static final class Gathering {

        private final Asset asset;
        private final Map<Partition, List<String>> different = new TreeMap<>();
        private final Map<String, PartitionSet> untold = new LinkedHashMap<>();
        private PartitionSet equal;
        private PartitionSet left;
        private Recomputed.Examples examples = Recomputed.Examples.NONE;

        Gathering(Asset asset) {
            this.asset = asset;
            this.equal = PartitionSet.empty(asset.partitioning());
            this.left = equal;
        }

        void untold(String why, PartitionSet set) {
            untold.merge(why, set, PartitionSet::union);
        }

        void add(Partition partition, CommitRecord.Content there, ContentHash hash, Written.Outside outside) {
            PartitionSet one = PartitionSet.of(asset.partitioning(), partition);
            if (!there.hash().startsWith(ContentHash.SCHEME)) {
                untold("its hash was recorded under another scheme: " + there.hash(), one);
            } else if (!outside.isEmpty()) {
                different.put(partition, List.of("(" + Counts.of(outside.rows(), "row") + " outside the batch)"));
            } else if (there.hash().equals(hash.hash())) {
                equal = equal.union(one);
            } else {
                different.put(partition, Discrepancies.between(there, hash));
            }
        }

        Verdict verdict() {
            return new Verdict(equal, different, untold, left, examples);
        }
    }
}
