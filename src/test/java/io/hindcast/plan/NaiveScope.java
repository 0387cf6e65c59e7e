package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.partition.Partition;
import io.hindcast.testing.NaiveReads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which partitions a request touches, found by walking from partition to partition. */
final class NaiveScope {

    private final Warehouse warehouse;
    private final NaiveReads reads;
    private final Set<NaivePlanner.Node> named = new HashSet<>();
    private final Set<NaivePlanner.Node> eligible = new HashSet<>();
    private final Set<NaivePlanner.Node> excepted = new HashSet<>();
    private final Request request;

    NaiveScope(Warehouse warehouse, Request request, NaiveReads reads) {
        this.warehouse = warehouse;
        this.reads = reads;
        this.request = request;
        List<Term> terms = request.select().isEmpty()
                ? warehouse.assets().stream()
                        .flatMap(asset -> Term.parseAll(asset.name()).stream())
                        .toList()
                : request.select();
        for (Term term : terms) {
            for (Asset asset : warehouse.assets()) {
                boolean hit = term.kind() == Term.Kind.TAG
                        ? asset.declaration().tags().contains(term.name())
                        : asset.name().equals(term.name());
                if (hit) {
                    name(asset, term);
                }
            }
        }
    }

    private void name(Asset asset, Term term) {
        boolean down = request.follow() == Request.Follow.DOWNSTREAM || term.downstream() == Term.Reach.SAID;
        for (Partition partition : reads.extent(asset)) {
            boolean inTerm = term.set().map(set -> isIn(asset, set, partition)).orElse(true);
            boolean inBounds = request.bounds()
                    .set()
                    .map(set -> isIn(asset, set, partition))
                    .orElse(true);
            NaivePlanner.Node node = new NaivePlanner.Node(asset.name(), partition);
            if (inTerm && inBounds && touch(asset, node)) {
                named.add(node);
                // Where everything is named anyway, nothing is found by walking.
                if (down && !request.equals(Request.everything())) {
                    goDown(asset, partition, new HashSet<>(Set.of(node)));
                }
                if (term.upstream() == Term.Reach.SAID) {
                    goUp(asset, partition, new HashSet<>(Set.of(node)));
                }
            }
        }
    }

    /** The one partition of an asset without partitions overlaps every set. */
    private static boolean isIn(Asset asset, String set, Partition partition) {
        return asset.partitioning().dimensions().isEmpty()
                || asset.partitioning().parse(set).contains(partition);
    }

    /** Whether the way goes on from here. */
    private boolean touch(Asset asset, NaivePlanner.Node node) {
        boolean out =
                request.except().map(set -> isIn(asset, set, node.partition())).orElse(false);
        (out ? excepted : eligible).add(node);
        return !out;
    }

    private void goDown(Asset from, Partition partition, Set<NaivePlanner.Node> seen) {
        for (Asset asset : warehouse.assets()) {
            for (Partition reader : reads.extent(asset)) {
                boolean isReader = asset.equals(from)
                        ? reads.ofSelf(asset, reader).contains(partition)
                        : asset.inputs().stream()
                                .filter(input -> input.name().equals(from.name()))
                                .anyMatch(input -> reads.of(input, reader).contains(partition));
                NaivePlanner.Node node = new NaivePlanner.Node(asset.name(), reader);
                if (isReader && seen.add(node) && touch(asset, node)) {
                    goDown(asset, reader, seen);
                }
            }
        }
    }

    private void goUp(Asset from, Partition partition, Set<NaivePlanner.Node> seen) {
        for (Asset.Input input : from.inputs()) {
            warehouse
                    .asset(input.name())
                    .ifPresent(upstream -> reads.of(input, partition).forEach(read -> up(upstream, read, seen)));
        }
        reads.ofSelf(from, partition).forEach(read -> up(from, read, seen));
    }

    private void up(Asset asset, Partition read, Set<NaivePlanner.Node> seen) {
        NaivePlanner.Node node = new NaivePlanner.Node(asset.name(), read);
        if (reads.extent(asset).contains(read) && seen.add(node) && touch(asset, node)) {
            goUp(asset, read, seen);
        }
    }

    boolean isNamed(NaivePlanner.Node node) {
        return named.contains(node);
    }

    boolean isEligible(NaivePlanner.Node node) {
        return eligible.contains(node);
    }

    /** Whether the request lets it be built where others need it. */
    boolean isPermitted(Asset asset, NaivePlanner.Node node) {
        return request.except().map(set -> !isIn(asset, set, node.partition())).orElse(true);
    }

    boolean isExcepted(NaivePlanner.Node node) {
        return excepted.contains(node);
    }
}
