package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the terms and bounds of a request name.
 *
 * @param named what they name, of what there is and is permitted
 * @param followed what of that brings what is downstream of it
 * @param led what of that brings what is upstream of it
 * @param outside what they name beside what there is
 */
record Naming(NamedSets named, NamedSets followed, NamedSets led, NamedSets outside) {

    /** @throws io.hindcast.problem.ProblemException when a term names nothing, or a set cannot be read */
    static Naming of(Request request, Warehouse warehouse, Permitted permitted, Rounding rounding) {
        Naming naming = new Naming(
                NamedSets.empty(warehouse),
                NamedSets.empty(warehouse),
                NamedSets.empty(warehouse),
                NamedSets.empty(warehouse));
        new Reader(request, warehouse, permitted, rounding, naming).readAll();
        return naming;
    }

    /** Reads a request term by term. */
    private record Reader(Request request, Warehouse warehouse, Permitted permitted, Rounding rounding, Naming naming) {

        void readAll() {
            if (request.select().isEmpty()) {
                warehouse.assets().forEach(asset -> name(asset, Optional.empty(), request.follow()));
            }
            request.select().forEach(this::read);
        }

        private void read(Term term) {
            Request.Follow follow = term.downstream() == Term.Reach.SAID ? Request.Follow.DOWNSTREAM : request.follow();
            for (Asset asset : matching(term)) {
                PartitionSet inside = name(asset, term.set(), follow);
                if (term.upstream() == Term.Reach.SAID) {
                    naming.led().add(asset.name(), inside);
                }
            }
        }

        private List<Asset> matching(Term term) {
            if (term.kind() == Term.Kind.TAG) {
                List<Asset> tagged = warehouse.assets().stream()
                        .filter(asset -> asset.declaration().tags().contains(term.name()))
                        .toList();
                if (tagged.isEmpty()) {
                    throw Problems.raise(PlanningProblems.unknownSelection("tag:" + term.name(), tags()));
                }
                return tagged;
            }
            if (warehouse.isSource(term.name())) {
                throw Problems.raise(PlanningProblems.selectedSource(term.name()));
            }
            return List.of(warehouse
                    .asset(term.name())
                    .orElseThrow(() -> Problems.raise(PlanningProblems.unknownSelection(
                            term.name(),
                            warehouse.assets().stream().map(Asset::name).toList()))));
        }

        private Set<String> tags() {
            Set<String> tags = new TreeSet<>();
            warehouse.assets().forEach(asset -> asset.declaration().tags().forEach(tag -> tags.add("tag:" + tag)));
            return tags;
        }

        private PartitionSet name(Asset asset, Optional<String> set, Request.Follow follow) {
            Optional<PartitionSet> wanted = limited(asset, set);
            PartitionSet inside = permitted.of(asset, wanted.orElse(permitted.extent(asset)));
            wanted.ifPresent(w -> naming.outside().add(asset.name(), outside(asset, w)));
            naming.named().add(asset.name(), inside);
            if (follow == Request.Follow.DOWNSTREAM) {
                naming.followed().add(asset.name(), inside);
            }
            return inside;
        }

        /** A set without end means what there is; it names nothing that is yet to come. */
        private PartitionSet outside(Asset asset, PartitionSet wanted) {
            PartitionSet inside = wanted.isBounded()
                    ? permitted.extent(asset)
                    : asset.partitioning().domain();
            return wanted.minus(inside);
        }

        /** What the term and the bounds name, also outside the declared range; empty when they name no partitions. */
        private Optional<PartitionSet> limited(Asset asset, Optional<String> set) {
            Optional<PartitionSet> wanted = set.map(text -> rounding.rounded(asset, text));
            if (request.bounds().set().isPresent()) {
                PartitionSet bound =
                        rounding.rounded(asset, request.bounds().set().get());
                wanted = Optional.of(wanted.map(bound::intersect).orElse(bound));
            }
            Optional<TimeDimension> time = asset.partitioning().time();
            Optional<IntervalSet> span = time.flatMap(t -> Spans.of(request.bounds(), t));
            if (span.isPresent()) {
                time.ifPresent(t -> rounding.bounded(asset, t, request.bounds()));
                PartitionSet everything = wanted.orElse(permitted.extent(asset));
                wanted = Optional.of(everything.restrictTime(span.get()));
            }
            return wanted;
        }
    }
}
