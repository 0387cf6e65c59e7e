package io.hindcast.cli;

import io.hindcast.asset.Asset;
import io.hindcast.asset.SourceDeclaration;
import io.hindcast.asset.Warehouse;
import io.hindcast.delta.LandingFile;
import io.hindcast.ledger.Footprint;
import io.hindcast.ledger.Lease;
import io.hindcast.partition.PartitionSet;
import io.hindcast.plan.Footprints;
import io.hindcast.plan.HeldBack;
import io.hindcast.plan.LeftOut;
import io.hindcast.plan.Plan;
import io.hindcast.run.Claiming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Landing files that a run is about to load, and what it may then have to build: which of it is known when they are
 * loaded. Until then nobody else builds it, or two runs that begin at once would each do a part.
 *
 * @param files by source
 * @param followers asset to what may have to be built
 */
record Loading(Map<SourceDeclaration, List<LandingFile>> files, Map<String, PartitionSet> followers) {

    /** Of files that nothing is built from now. */
    static Loading alone(Map<SourceDeclaration, List<LandingFile>> files) {
        return new Loading(files, Map.of());
    }

    /**
     * Of files that a run loads before it plans.
     *
     * @param plan for what was there before
     */
    static Loading before(Plan plan, Map<SourceDeclaration, List<LandingFile>> files) {
        Map<String, PartitionSet> followers = new TreeMap<>(plan.rewritten());
        plan.leftOut()
                .forEach((asset, causes) -> causes.forEach((cause, set) -> {
                    if (cause != LeftOut.EXCEPTED && cause != LeftOut.OUTSIDE) {
                        followers.merge(asset, set, PartitionSet::union);
                    }
                }));
        return new Loading(files, followers);
    }

    Claiming.Wish<Loading> wish(Warehouse warehouse) {
        return new Claiming.Wish<>(
                this, part -> part.footprint(warehouse), (part, others) -> part.without(warehouse, others));
    }

    private Footprint footprint(Warehouse warehouse) {
        if (files.isEmpty()) {
            return Footprint.of(Map.of(), Map.of());
        }
        Footprint loaded = Footprints.ofSources(warehouse, names());
        Footprint built = Footprints.ofWrites(warehouse, followers);
        Map<String, PartitionSet> writes = new TreeMap<>(loaded.writes());
        writes.putAll(built.writes());
        return Footprint.of(writes, built.reads());
    }

    private Loading without(Warehouse warehouse, List<Lease> others) {
        Map<SourceDeclaration, List<LandingFile>> free = new LinkedHashMap<>();
        files.forEach((source, own) -> {
            Footprint needs = Footprints.ofSources(warehouse, Set.of(source.name()));
            if (others.stream().noneMatch(lease -> needs.meets(lease.territory()))) {
                free.put(source, own);
            }
        });
        Map<String, PartitionSet> built = new TreeMap<>();
        followers.forEach((name, set) -> {
            Asset asset = warehouse.asset(name).orElseThrow();
            built.put(name, HeldBack.freeOf(warehouse, asset, set, others));
        });
        return new Loading(free, built);
    }

    /** Of what waits by now, what is loaded. */
    Map<SourceDeclaration, List<LandingFile>> of(Map<SourceDeclaration, List<LandingFile>> waiting) {
        Set<String> own = names();
        Map<SourceDeclaration, List<LandingFile>> still = new LinkedHashMap<>();
        waiting.forEach((source, all) -> {
            if (own.contains(source.name())) {
                still.put(source, all);
            }
        });
        return still;
    }

    Set<String> names() {
        return files.keySet().stream().map(SourceDeclaration::name).collect(Collectors.toSet());
    }
}
