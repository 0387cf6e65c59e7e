package io.hindcast.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hindcast.asset.Asset;
import io.hindcast.ledger.Build;
import io.hindcast.ledger.Entry;
import io.hindcast.ledger.EntryBuilder;
import io.hindcast.ledger.Event;
import io.hindcast.partition.Partition;
import io.hindcast.partition.PartitionMap;
import io.hindcast.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger tells of verified partitions: one row for each asset and outcome, with the set. Its detail says the
 * outcome: {@code equal}, {@code different} or {@code untold}.
 */
public final class VerifiedEntries {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private VerifiedEntries() {}

    /**
     * When, by whom and why partitions were verified.
     *
     * @param warehouse name
     * @param request in the words of the command
     * @param actor user and host
     */
    public record Occasion(Instant at, String warehouse, String request, String actor) {}

    /** The rows for a verdict; none for what was not looked at. */
    public static List<Entry> of(Occasion occasion, Asset asset, Verdict verdict) {
        List<Entry> entries = new ArrayList<>();
        if (!verdict.equal().isEmpty()) {
            entries.add(builder(occasion, asset, verdict.equal(), "equal").build());
        }
        Map<List<String>, PartitionSet> byColumns = new LinkedHashMap<>();
        verdict.different()
                .forEach((partition, columns) -> byColumns.merge(
                        columns, PartitionSet.of(asset.partitioning(), partition), PartitionSet::union));
        byColumns.forEach((columns, set) -> entries.add(builder(occasion, asset, set, "different")
                .error("computed again it differs in " + String.join(", ", columns))
                .build()));
        verdict.untold()
                .forEach((why, set) -> entries.add(
                        builder(occasion, asset, set, "untold").error(why).build()));
        return entries;
    }

    private static EntryBuilder builder(Occasion occasion, Asset asset, PartitionSet set, String outcome) {
        ObjectNode detail = MAPPER.createObjectNode().put("outcome", outcome);
        return Entry.of(occasion.at(), Event.VERIFIED, occasion.warehouse())
                .asset(asset.name())
                .partitions(set.toString(), set.count())
                .fingerprints(asset.signature().fingerprint(), Map.of())
                .reason(occasion.request())
                .actor(occasion.actor())
                .detail(detail.toString());
    }

    /** When any partition of an asset was verified last; long ago when none ever was. */
    public static Instant latest(Asset asset, List<Entry> entries) {
        return entries.stream()
                .filter(entry ->
                        entry.event() == Event.VERIFIED && entry.asset().equals(asset.name()))
                .map(Entry::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /**
     * When partitions were verified last, those aside that were built anew since.
     *
     * @param entries of the ledger, oldest first
     */
    public static PartitionMap<Instant> last(Asset asset, List<Entry> entries, PartitionMap<Build> builds) {
        PartitionMap<Instant> last = PartitionMap.empty(asset.partitioning());
        for (Entry entry : entries) {
            if (entry.event() == Event.VERIFIED
                    && entry.asset().equals(asset.name())
                    && asset.signature().isOf(entry.fingerprint())) {
                last = last.with(asset.partitioning().parse(entry.partition()), entry.at());
            }
        }
        for (Map.Entry<Build, PartitionSet> build : builds.groups().entrySet()) {
            PartitionMap<Instant> known = last;
            List<Partition> older = build.getValue()
                    .intersect(last.covered())
                    .partitions()
                    .filter(each -> known.at(each)
                            .filter(at -> at.isBefore(build.getKey().at()))
                            .isPresent())
                    .toList();
            for (Partition each : older) {
                last = last.without(PartitionSet.of(asset.partitioning(), each));
            }
        }
        return last;
    }
}
