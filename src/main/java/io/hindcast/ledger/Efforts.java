package io.hindcast.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the attempts of an asset took that committed, oldest first. Found out when it is first asked for. Safe for many
 * threads.
 */
public final class Efforts {

    /** Of an asset that was never built. */
    public static final Efforts NONE = of(List.of());

    private final Later<Known> known;

    private Efforts(Supplier<Known> known) {
        this.known = new Later<>(known);
    }

    private record Known(List<Effort> all, Map<Long, Effort> byVersion) {

        static Known of(List<Effort> all) {
            Map<Long, Effort> byVersion = new HashMap<>();
            all.forEach(effort -> byVersion.put(effort.version(), effort));
            return new Known(List.copyOf(all), byVersion);
        }
    }

    private record Try(String run, String step, int attempt) {}

    /** What is known already. */
    public static Efforts of(List<Effort> all) {
        Known known = Known.of(all);
        return new Efforts(() -> known);
    }

    /**
     * What entries tell, whole or condensed.
     *
     * @param entries of one asset, in their order
     */
    static Efforts later(Supplier<List<Entry>> entries) {
        return new Efforts(() -> Known.of(of(entries)));
    }

    private static List<Effort> of(Supplier<List<Entry>> entries) {
        Map<Try, Effort> tries = new LinkedHashMap<>();
        for (Entry entry : entries.get()) {
            if (entry.event() == Event.COMMITTED || entry.event() == Event.UNCHANGED) {
                tries.merge(new Try(entry.run(), entry.step(), entry.attempt().orElse(0)), effort(entry), Effort::and);
            }
        }
        return new ArrayList<>(tries.values());
    }

    private static Effort effort(Entry entry) {
        return new Effort(
                entry.version().orElse(-1),
                entry.partitions().orElse(1),
                entry.rows().orElse(0),
                entry.bytes().orElse(0),
                entry.seconds());
    }

    /** All of them, oldest first. */
    public List<Effort> all() {
        return known.get().all();
    }

    /** The one that made a version of the table. */
    public Optional<Effort> at(long version) {
        return Optional.ofNullable(known.get().byVersion().get(version));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Efforts efforts && all().equals(efforts.all()));
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
