package io.hindcast.proof;

import io.hindcast.asset.Asset;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32;

/**
 * Chooses partitions to verify: of each asset a share, those first that were verified longest ago or never, and among
 * them evenly the old and the young, the large and the small. The same of the same, whoever asks; and since the ledger
 * tells the next sample of this one, 1 % a night comes to every partition within 100 nights.
 *
 * @param share of the partitions of each asset, more than 0 and at most 1; at least one partition of each
 * @param seed another one chooses otherwise among equals
 */
public record Sample(double share, long seed) {

    private static final int LEVELS = 3;

    /** 7 % of 100 are 7, whatever binary fractions make of it. */
    private static final double ROUNDING = 1e-9;

    /** Checks the share. */
    public Sample {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("not a share: " + share);
        }
    }

    private record Stratum(Instant verified, int age, int size) {}

    /**
     * The chosen partitions, in the order in which they are to be verified.
     *
     * @param partitions to choose from, bounded
     * @param verified when partitions were verified last; those without were never
     * @param size of a partition
     */
    public List<Partition> of(
            Asset asset, PartitionSet partitions, PartitionMap<Instant> verified, ToLongFunction<Partition> size) {
        List<Partition> all = partitions.partitions().toList();
        Map<Partition, Integer> sizes = levels(all.stream()
                .sorted(Comparator.comparingLong(size).thenComparing(Comparator.naturalOrder()))
                .toList());
        Map<Partition, Integer> ages = levels(all);
        TreeMap<Stratum, List<Partition>> strata = new TreeMap<>(Comparator.comparing(Stratum::verified)
                .thenComparingInt(Stratum::age)
                .thenComparingInt(Stratum::size));
        for (Partition each : all) {
            Instant at = verified.at(each).orElse(Instant.MIN);
            strata.computeIfAbsent(
                            new Stratum(at, ages.getOrDefault(each, 0), sizes.getOrDefault(each, 0)),
                            stratum -> new ArrayList<>())
                    .add(each);
        }
        int wanted = (int) Math.min(all.size(), Math.max(1, Math.ceil(share * all.size() - ROUNDING)));
        return ordered(asset, strata).subList(0, wanted);
    }

    /** The longest ago first; of one time, one of each stratum in turn. */
    private List<Partition> ordered(Asset asset, TreeMap<Stratum, List<Partition>> strata) {
        TreeMap<Instant, List<Deque<Partition>>> byTime = new TreeMap<>();
        strata.forEach((stratum, partitions) -> {
            partitions.sort(Comparator.comparingLong(each -> chance(asset.name() + "@" + each)));
            byTime.computeIfAbsent(stratum.verified(), at -> new ArrayList<>()).add(new ArrayDeque<>(partitions));
        });
        List<Partition> ordered = new ArrayList<>();
        byTime.values().forEach(queues -> {
            // Which stratum comes first is chance too: else a small share would always be of the oldest.
            queues.sort(Comparator.comparingLong(queue -> chance(asset.name() + " " + queue.peek())));
            while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
                queues.stream().filter(queue -> !queue.isEmpty()).forEach(queue -> ordered.add(queue.remove()));
            }
        });
        return ordered;
    }

    private long chance(String text) {
        CRC32 crc = new CRC32();
        crc.update((seed + "/" + text).getBytes(StandardCharsets.UTF_8));
        // CRCs of texts that differ in one place lie close together; the multiplication scatters them.
        return crc.getValue() * 0x9E3779B97F4A7C15L;
    }

    private static Map<Partition, Integer> levels(List<Partition> ordered) {
        Map<Partition, Integer> levels = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            levels.put(ordered.get(i), i * LEVELS / ordered.size());
        }
        return levels;
    }
}
