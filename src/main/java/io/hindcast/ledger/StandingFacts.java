package io.hindcast.ledger;

import io.hindcast.asset.Warehouse;
import io.hindcast.ledger.LedgerView.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the standings of a warehouse follow from, as its ledger tells it: condensed, and taken from what was remembered of
 * the ledger as far as that holds, so that only newer entries are read.
 */
public final class StandingFacts {

    private static final Position NOWHERE = new Position("", -1, 0);

    /** So many assets are looked up alone, each in the files that tell of it; for more of them all is read once. */
    private static final int FEW = 4;

    /** Up to the moment of the ledger. */
    private final RememberedFacts facts;

    private final Optional<RememberedFacts> known;
    private final LedgerView ledger;
    private final Later<Map<String, List<Entry>>> whole;
    private final AtomicInteger alone = new AtomicInteger();

    private StandingFacts(RememberedFacts facts, LedgerView ledger, Optional<RememberedFacts> known) {
        this.facts = facts;
        this.known = known;
        this.ledger = ledger;
        this.whole = new Later<>(() -> byAsset(ledger.entries()));
    }

    /**
     * Of a ledger.
     *
     * @param remembered what an earlier {@link #toRemember} gave; what is older, foreign or damaged is as good as nothing
     */
    public static StandingFacts of(Warehouse warehouse, LedgerView ledger, Optional<byte[]> remembered) {
        Optional<RememberedFacts> known =
                remembered.flatMap(RememberedFacts::parse).filter(facts -> facts.isOf(warehouse));
        if (known.isPresent() && ledger.isAt(known.get().position())) {
            return new StandingFacts(known.get(), ledger, known);
        }
        Optional<List<Entry>> newer = known.flatMap(facts -> ledger.factsAfter(facts.position()));
        Map<String, List<Entry>> read = byAsset(newer.orElseGet(ledger::facts));
        Map<String, List<Entry>> condensed = new ConcurrentHashMap<>();
        warehouse.assets().parallelStream().forEach(asset -> {
            List<Entry> entries = new ArrayList<>();
            if (newer.isPresent()) {
                entries.addAll(known.orElseThrow().entriesOf(asset.name()));
            }
            entries.addAll(read.getOrDefault(asset.name(), List.of()));
            condensed.put(asset.name(), Facts.condensed(asset.partitioning(), entries));
        });
        RememberedFacts facts = new RememberedFacts(
                ledger.position().orElse(NOWHERE),
                RememberedFacts.shapes(warehouse),
                condensed,
                // Of tables, whatever became of the ledger.
                known.map(RememberedFacts::seen).orElse(Map.of()),
                known.map(RememberedFacts::tables).orElse(Map.of()));
        return new StandingFacts(facts, ledger, known);
    }

    private static Map<String, List<Entry>> byAsset(List<Entry> entries) {
        Map<String, List<Entry>> byAsset = new HashMap<>();
        entries.forEach(entry -> byAsset.computeIfAbsent(entry.asset(), name -> new ArrayList<>())
                .add(entry));
        return byAsset;
    }

    /**
     * What to remember for the next time; empty when that is what was remembered. Of a ledger that is not there, or whose
     * order is lost, it is what the tables told.
     *
     * @param seen asset to what the commits of its table told beyond the ledger
     * @param tables asset to its table
     */
    Optional<byte[]> toRemember(Map<String, SeenCommits> seen, Map<String, KnownTable> tables) {
        RememberedFacts told = facts.position().equals(NOWHERE) ? facts.withoutEntries() : facts;
        RememberedFacts now = told.withTables(seen, tables);
        return known.equals(Optional.of(now)) ? Optional.empty() : Optional.of(now.bytes());
    }

    /** The entries of an asset, condensed. */
    List<Entry> of(String asset) {
        return facts.entriesOf(asset);
    }

    /** What the commits of an asset's table told beyond the ledger when they were looked at before. */
    SeenCommits seen(String asset) {
        return facts.seen().getOrDefault(asset, SeenCommits.NONE);
    }

    /** The table of an asset as it was last time. */
    Optional<KnownTable> table(String asset) {
        return Optional.ofNullable(facts.tables().get(asset));
    }

    /** The entries of an asset, whole: read when first asked for. */
    List<Entry> whole(String asset) {
        return alone.incrementAndGet() <= FEW
                ? ledger.entries(asset)
                : whole.get().getOrDefault(asset, List.of());
    }
}
