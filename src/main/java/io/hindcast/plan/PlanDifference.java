package io.hindcast.plan;

import io.hindcast.partition.PartitionSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one plan does otherwise than another. How partitions are cut into batches makes no difference.
 *
 * @param assets those of which something differs, those of the new plan first, in its order
 * @param begun assets whose tables begin anew in the new plan alone
 * @param kept assets whose tables begin anew in the old plan alone
 */
public record PlanDifference(Map<String, OfAsset> assets, List<String> begun, List<String> kept) {

    public PlanDifference {
        assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
        begun = List.copyOf(begun);
        kept = List.copyOf(kept);
    }

    /**
     * What differs of one asset.
     *
     * @param added partitions of the new plan alone
     * @param addedFor why; reasons may overlap
     * @param dropped partitions of the old plan alone
     * @param droppedAs what the new plan says of them, as far as it says anything
     * @param gained partitions of both that have a reason in the new plan alone
     * @param lost partitions of both that have a reason in the old plan alone
     * @param certain partitions of both that are rewritten in any case now, and were only if what they read changed
     * @param uncertain partitions of both that are rewritten only if what they read changes, and were in any case
     */
    public record OfAsset(
            PartitionSet added,
            Map<Reason, PartitionSet> addedFor,
            PartitionSet dropped,
            Map<LeftOut, PartitionSet> droppedAs,
            Map<Reason, PartitionSet> gained,
            Map<Reason, PartitionSet> lost,
            PartitionSet certain,
            PartitionSet uncertain) {

        public OfAsset {
            addedFor = filled(Reason.class, addedFor);
            droppedAs = filled(LeftOut.class, droppedAs);
            gained = filled(Reason.class, gained);
            lost = filled(Reason.class, lost);
        }

        private static <K extends Enum<K>> Map<K, PartitionSet> filled(Class<K> keys, Map<K, PartitionSet> sets) {
            EnumMap<K, PartitionSet> filled = new EnumMap<>(keys);
            sets.forEach((key, set) -> {
                if (!set.isEmpty()) {
                    filled.put(key, set);
                }
            });
            return Collections.unmodifiableMap(filled);
        }

        /** Partitions of both plans that are planned for another reason, or with another certainty. */
        public PartitionSet changed() {
            PartitionSet changed = certain.union(uncertain);
            for (PartitionSet set : gained.values()) {
                changed = changed.union(set);
            }
            for (PartitionSet set : lost.values()) {
                changed = changed.union(set);
            }
            return changed;
        }

        boolean isEmpty() {
            return added.isEmpty() && dropped.isEmpty() && changed().isEmpty();
        }

        private OfAsset within(PartitionSet reach, Set<Reason> reasons) {
            Map<Reason, PartitionSet> adding = within(reach, addedFor);
            adding.keySet().retainAll(reasons);
            Map<Reason, PartitionSet> gaining = within(reach, gained);
            gaining.keySet().retainAll(reasons);
            return new OfAsset(
                    PartitionSet.unionAll(added.partitioning(), adding.values()),
                    adding,
                    dropped.intersect(reach),
                    within(reach, droppedAs),
                    gaining,
                    within(reach, lost),
                    certain.intersect(PartitionSet.unionAll(certain.partitioning(), gaining.values())),
                    uncertain.intersect(reach));
        }

        private static <K> Map<K, PartitionSet> within(PartitionSet reach, Map<K, PartitionSet> sets) {
            Map<K, PartitionSet> within = new LinkedHashMap<>();
            sets.forEach((key, set) -> within.put(key, set.intersect(reach)));
            return within;
        }
    }

    /** What differs between two plans of one warehouse. */
    public static PlanDifference between(Plan before, Plan after) {
        Map<String, Planned> old = Planned.of(before);
        Map<String, Planned> young = Planned.of(after);
        Set<String> names = new LinkedHashSet<>(young.keySet());
        names.addAll(old.keySet());
        Map<String, OfAsset> assets = new LinkedHashMap<>();
        for (String name : names) {
            OfAsset difference = difference(
                    Optional.ofNullable(old.get(name)),
                    Optional.ofNullable(young.get(name)),
                    after.leftOut().getOrDefault(name, Map.of()));
            if (!difference.isEmpty()) {
                assets.put(name, difference);
            }
        }
        return new PlanDifference(
                assets,
                after.reset().stream()
                        .filter(name -> !before.reset().contains(name))
                        .toList(),
                before.reset().stream()
                        .filter(name -> !after.reset().contains(name))
                        .toList());
    }

    private static OfAsset difference(
            Optional<Planned> before, Optional<Planned> after, Map<LeftOut, PartitionSet> leftOut) {
        Planned none =
                Planned.nothing(before.or(() -> after).orElseThrow().all().partitioning());
        Planned old = before.orElse(none);
        Planned young = after.orElse(none);
        PartitionSet both = old.all().intersect(young.all());
        PartitionSet added = young.all().minus(old.all());
        PartitionSet dropped = old.all().minus(young.all());
        Map<LeftOut, PartitionSet> droppedAs = new EnumMap<>(LeftOut.class);
        leftOut.forEach((cause, set) -> droppedAs.put(cause, set.intersect(dropped)));
        return new OfAsset(
                added,
                young.reasonsWithin(added),
                dropped,
                droppedAs,
                young.reasonsBeyond(old, both),
                old.reasonsBeyond(young, both),
                old.ifChanged().minus(young.ifChanged()).intersect(both),
                young.ifChanged().minus(old.ifChanged()).intersect(both));
    }

    /** Whether both plans do the same. */
    public boolean isEmpty() {
        return assets.isEmpty() && begun.isEmpty() && kept.isEmpty();
    }

    /** The part of it that a seal may have brought: where it reaches, and for reasons that it can give. */
    public PlanDifference because(BrokenSeal seal) {
        Map<String, OfAsset> part = new LinkedHashMap<>();
        assets.forEach((name, difference) -> {
            if (seal.reach().containsKey(name)) {
                OfAsset own = difference.within(seal.reach().get(name), seal.brings());
                if (!own.isEmpty()) {
                    part.put(name, own);
                }
            }
        });
        return new PlanDifference(part, List.of(), List.of());
    }
}
