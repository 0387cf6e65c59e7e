package io.hindcast.plan;

import io.hindcast.asset.Asset;
import io.hindcast.asset.Warehouse;
import io.hindcast.interval.IntervalSet;
import io.hindcast.partition.PartitionSet;
import io.hindcast.partition.TimeDimension;
import io.hindcast.problem.PlanningProblems;
import io.hindcast.problem.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Which partitions a request may touch: what its terms name, and what comes along. What the request excludes ends the
 * way: what is only reached through it does not come along.
 *
 * @param request what was asked
 * @param named what the terms and bounds name
 * @param forced what of these is rebuilt whatever it is
 * @param eligible what may be rebuilt: named, upstream and downstream of it
 * @param outside what was named outside the declared range; of ranges without end nothing that is yet to come
 * @param excepted what would be eligible, had the request not excluded it
 * @param notes what was rounded
 */
record Scope(
        Request request,
        NamedSets named,
        NamedSets forced,
        NamedSets eligible,
        NamedSets outside,
        NamedSets excepted,
        List<String> notes) {

    static Scope of(Request request, Warehouse warehouse, Instant now) {
        return new Resolver(request, warehouse, now).resolve();
    }

    /** The same, but these partitions are not forced. */
    Scope sparing(Map<String, PartitionSet> spared) {
        NamedSets rest = forced.without(spared);
        return new Scope(request, named, rest, eligible, outside, excepted, notes);
    }

    private static final class Resolver {

        private final Request request;
        private final Warehouse warehouse;
        private final NamedSets extents;
        private final NamedSets named;
        private final NamedSets following;
        private final NamedSets leading;
        private final NamedSets outside;
        private final NamedSets excluded;
        private final NamedSets excepted;
        private final Set<String> notes = new LinkedHashSet<>();

        Resolver(Request request, Warehouse warehouse, Instant now) {
            this.request = request;
            this.warehouse = warehouse;
            this.extents = NamedSets.of(warehouse, asset -> asset.partitioning().extent(now));
            this.named = NamedSets.empty(warehouse);
            this.following = NamedSets.empty(warehouse);
            this.leading = NamedSets.empty(warehouse);
            this.outside = NamedSets.empty(warehouse);
            this.excluded = NamedSets.of(warehouse, this::excluded);
            this.excepted = NamedSets.empty(warehouse);
        }

        Scope resolve() {
            if (request.select().isEmpty()) {
                warehouse.assets().forEach(asset -> name(asset, Optional.empty(), request.follow()));
            }
            request.select().forEach(this::apply);
            followDownstream();
            leadUpstream();
            NamedSets forced = request.force() == Request.Force.NAMED ? named : NamedSets.empty(warehouse);
            return new Scope(
                    request, named, forced, NamedSets.of(warehouse, this::all), outside, excepted, List.copyOf(notes));
        }

        private void apply(Term term) {
            Request.Follow follow = term.downstream() == Term.Reach.SAID ? Request.Follow.DOWNSTREAM : request.follow();
            for (Asset asset : matching(term)) {
                PartitionSet inside = name(asset, term.set(), follow);
                if (term.upstream() == Term.Reach.SAID) {
                    leading.add(asset.name(), inside);
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
            PartitionSet extent = extents.of(asset.name());
            Optional<PartitionSet> wanted = limited(asset, set);
            PartitionSet inside =
                    kept(asset.name(), wanted.map(extent::intersect).orElse(extent));
            wanted.ifPresent(w -> outside.add(asset.name(), outside(asset, w)));
            named.add(asset.name(), inside);
            if (follow == Request.Follow.DOWNSTREAM) {
                following.add(asset.name(), inside);
            }
            return inside;
        }

        /** A set without end means what there is; it names nothing that is yet to come. */
        private PartitionSet outside(Asset asset, PartitionSet wanted) {
            PartitionSet inside = wanted.isBounded()
                    ? extents.of(asset.name())
                    : asset.partitioning().domain();
            return wanted.minus(inside);
        }

        /** What of a set is not excluded; the rest is noted. */
        private PartitionSet kept(String asset, PartitionSet set) {
            excepted.add(asset, set.intersect(excluded.of(asset)));
            return set.minus(excluded.of(asset));
        }

        /** What the term and the bounds name, also outside the declared range; empty when they name no partitions. */
        private Optional<PartitionSet> limited(Asset asset, Optional<String> set) {
            Optional<PartitionSet> wanted = set.map(text -> rounded(asset, text));
            if (request.bounds().set().isPresent()) {
                PartitionSet bound = rounded(asset, request.bounds().set().get());
                wanted = Optional.of(wanted.map(bound::intersect).orElse(bound));
            }
            Optional<TimeDimension> time = asset.partitioning().time();
            Optional<IntervalSet> span = time.flatMap(t -> Spans.of(request.bounds(), t));
            if (span.isPresent()) {
                PartitionSet everything = wanted.orElse(extents.of(asset.name()));
                wanted = Optional.of(everything.restrictTime(span.get()));
            }
            return wanted;
        }

        private PartitionSet rounded(Asset asset, String text) {
            // The one partition of an asset without partitions overlaps everything.
            boolean whole = asset.partitioning().dimensions().isEmpty() && !text.isEmpty();
            PartitionSet set =
                    whole ? extents.of(asset.name()) : asset.partitioning().parse(text);
            if (!text.equals("*") && !set.isEmpty() && !set.toString().equals(text)) {
                notes.add(asset.name() + ": '" + text + "' means the whole "
                        + (set.isBounded() && set.count() == 1 ? "partition " : "partitions ") + set);
            }
            return set;
        }

        private void followDownstream() {
            for (Asset asset : warehouse.assets()) {
                String name = asset.name();
                for (Asset.Input input : asset.inputs()) {
                    if (following.has(input.name())
                            && !following.of(input.name()).isEmpty()) {
                        PartitionSet readers = input.mapping().downstreamOf(following.of(input.name()));
                        following.add(name, kept(name, readers.intersect(extents.of(name))));
                    }
                }
                if (asset.readsItself()) {
                    following.put(
                            name,
                            closed(asset, following.of(name), asset::withReadersOfItself, asset::readersOfItself));
                }
            }
        }

        private void leadUpstream() {
            List<Asset> reversed = new ArrayList<>(warehouse.assets());
            Collections.reverse(reversed);
            for (Asset asset : reversed) {
                String name = asset.name();
                if (asset.readsItself()) {
                    leading.put(name, closed(asset, leading.of(name), asset::withReadOfItself, asset::readOfItself));
                }
                for (Asset.Input input : asset.inputs()) {
                    if (leading.has(input.name()) && !leading.of(name).isEmpty()) {
                        PartitionSet read =
                                input.mapping().upstreamOf(leading.of(name)).inside();
                        leading.add(input.name(), kept(input.name(), read.intersect(extents.of(input.name()))));
                    }
                }
            }
        }

        private PartitionSet all(Asset asset) {
            String name = asset.name();
            return named.of(name).union(following.of(name)).union(leading.of(name));
        }

        /** With all that the step leads to, again and again, as far as it is not excluded. */
        private PartitionSet closed(
                Asset asset, PartitionSet set, BinaryOperator<PartitionSet> closure, UnaryOperator<PartitionSet> step) {
            String name = asset.name();
            PartitionSet within = extents.of(name).minus(excluded.of(name));
            PartitionSet reached = closure.apply(set, within);
            kept(name, step.apply(reached).intersect(extents.of(name)));
            return reached;
        }

        /** A partition that overlaps what is excluded is left alone as a whole: nothing excluded is touched. */
        private PartitionSet excluded(Asset asset) {
            return request.except().map(text -> rounded(asset, text)).orElse(PartitionSet.empty(asset.partitioning()));
        }
    }
}
